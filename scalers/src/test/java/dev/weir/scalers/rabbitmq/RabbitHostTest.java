package dev.weir.scalers.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitHostTest {

    @ParameterizedTest
    @CsvSource({
        "amqp://h, amqp://h:5672, /",
        "amqps://h/, amqps://h:5671, /",
        "amqp://h:1/vh, amqp://h:1, vh",
        "amqp://h/%2F, amqp://h:5672, /",
        "amqp://h/a%2Fb/c, amqp://h:5672, a/b/c",
        "AMQP://h/a+b, amqp://h:5672, a+b",
        "amqp://h/vh?heartbeat=5, amqp://h:5672, vh",
        "amqp://, amqp://localhost:5672, /",
        "amqp://[::1]:7/vh, amqp://[::1]:7, vh"
    })
    void readsHostAndVirtualHost(String text, String origin, String vhost) {
        RabbitHost host = RabbitHost.parse(text);
        assertEquals(origin, host.origin());
        assertEquals(vhost, host.amqpVhost());
    }

    @Test
    void readsUserInfoWithItsEscapes() {
        assertEquals(
                new RabbitHost.Login("us er", "p@s+s:w%"),
                RabbitHost.parse("amqp://us%20er:p@s+s:w%25@h").login());
        assertEquals(
                new RabbitHost.Login("user", null),
                RabbitHost.parse("amqp://user@h").login());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "h", "h:5672", "amqp:h", "amqp://h:99999", "amqp://h :1", "amqp://u:p%2@h", "amqp://a:b:c"})
    void refusesWhatIsNoUrlWithoutRepeatingIt(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> RabbitHost.parse(text));
        assertFalse(!text.isEmpty() && String.valueOf(refused.getMessage()).contains("\"" + text));
    }

    @Test
    void showsNoUserInfo() {
        assertEquals(
                "amqp://h:1/vh", RabbitHost.parse("amqp://u:hunter2@h:1/vh").toString());
    }
}
