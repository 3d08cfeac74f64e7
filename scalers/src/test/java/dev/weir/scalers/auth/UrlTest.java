package dev.weir.scalers.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://a,http://a:80,/",
        "https://a,https://a:443,/",
        "HTTP://a:8080/x%2Fy?q=a+b%20c#frag,http://a:8080,/x%2Fy?q=a+b%20c",
        "http://u:p@a/x,http://a:80,/x",
        "http://u:p%40@a/x,http://a:80,/x",
        "http://[::1]:9090/x,http://[::1]:9090,/x",
        "http://a?q,http://a:80,/?q",
        "http://a/ü x?ü,http://a:80,/%C3%BC%20x?%C3%BC",
    })
    void splitsWithoutRewriting(String text, String origin, String target) {
        Url url = Url.parse(text);
        assertEquals(origin, url.origin());
        assertEquals(target, url.target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a:9090",
                "/x",
                "ftp://a/",
                "http://",
                "http://a:0",
                "http://a:70000",
                "http://a:x/",
                "http:///x",
                "http://a\r\nX: y/"
            })
    void refusesWhatIsNoHttpUrlAndDoesNotRepeatIt(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Url.parse(text))
                .getMessage();
        assertFalse(text.length() > 8 && message.contains(text), message);
        assertEquals("unknown", Url.origin(text));
    }

    @ParameterizedTest
    @CsvSource({
        "http://b/y,http://b:80/y",
        "//b:1/y,https://b:1/y",
        "/y?z,https://a:443/y?z",
        "y,https://a:443/p/y",
        "/u?next=http://b/,https://a:443/u?next=http://b/"
    })
    void resolvesLocations(String location, String expected) {
        assertEquals(expected, Url.parse("https://a/p/q?r").resolve(location).complete());
    }

    @Test
    void showsNeitherUserInfoNorQuery() {
        assertEquals("http://a:80/x?…", Url.parse("http://u:p@a/x?key=secret").toString());
        assertEquals(
                "GET http://a:80/x?…", HttpCall.get("http://u:p@a/x?key=secret").toString());
    }
}
