package dev.weir.gateway.prometheus.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum by (job) ( rate( a{x = \"b\"}[5m] ) ) | sum by(job)(rate(a{x=\"b\"}[5m]))",
                "a  +   b | a+b",
                "a\t>= bool\tb | a>=bool b",
                "a and on (x) b | a and on(x)b",
                "-1 - - 1 | -1--1",
                "a # what it is | a",
            })
    void spaceAndCommentsDoNotMatter(String one, String other) {
        assertEquals(QueryText.of(other).text(), QueryText.of(one).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a{x=\"b c\"} | a{x=\"b  c\"}",
                "a{x=\"#\"} + 1 | a{x=\"#\"} + 2",
                "a{x='\\' b'} | a{x='\\'  b'}",
                "a{x=`\\`} + b | a{x=`\\`} + c",
                "a < = b | a <= b",
                "a = = b | a == b",
                "1e +5 | 1e+5",
                "1e+ 5 | 1e+5",
                "a b | ab",
                "[5 m] | [5m]",
                "a{x=\"b} | a{x=\"b }",
            })
    void whatMayMeanSomethingElseStaysApart(String one, String other) {
        assertNotEquals(QueryText.of(other).text(), QueryText.of(one).text());
    }

    @Test
    void isItsOwnPlainText() {
        String plain = QueryText.of("sum ( a ) by ( b )  /  1e +5").text();
        assertEquals(plain, QueryText.of(plain).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a @ 100",
                "a @ end()",
                "a offset -5m",
                "a offset - 5m",
                "A OFFSET -5m",
                "a offset +-5m",
                "a offset (1m - 2m)",
                "avg_over_time(a[end()])",
                "start ()",
                "now()",
                "rand()",
                "running_sum(a)",
                "range_first(a)",
                "rate(a[5m] smoothed)",
            })
    void whatLooksElsewhereIsNotReused(String query) {
        assertEquals(false, QueryText.of(query).timeless(), query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a offset 5m",
                "a offset 5m - b",
                "sum(rate(a[5m]))",
                "a{x=\"@\"}",
                "a{x=\"offset -5m\"}",
                "end + start",
                "time() - a",
                "max_over_time(a[1h:5m])",
                "a # @ end()",
            })
    void aPointThatDependsOnItsOwnTimeIsReused(String query) {
        assertEquals(true, QueryText.of(query).timeless(), query);
    }
}
