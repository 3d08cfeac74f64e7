package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuestionTest {

    private static final Duration DAY = Duration.ofSeconds(3);

    @Test
    void answersQueriesLikePrometheus() {
        Question question = Question.query("q", "sum(x)", new Wave(10, Duration.ZERO));
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
                        + "[{\"metric\":{},\"value\":[1.5,\"7\"]}]}}",
                question.answer(DAY, 1_500).encode());
    }

    @Test
    void putsEveryFieldOfADocumentInItsPlace() {
        Question question = Question.document(
                "d",
                "/d",
                Map.of(
                        "a.b", new Wave(10, Duration.ZERO),
                        "a.c", new Wave(10, Duration.ofMinutes(1)),
                        "e", new Wave(20, Duration.ZERO)));
        assertEquals(
                "{\"a\":{\"b\":7,\"c\":0},\"e\":14}", question.answer(DAY, 0).encode());
    }
}
