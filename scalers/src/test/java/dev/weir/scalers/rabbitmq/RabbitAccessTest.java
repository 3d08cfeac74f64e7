package dev.weir.scalers.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Params;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RabbitAccessTest {

    @Test
    void theTokenServerIsVerifiedThoughTheBrokerIsNot() {
        RabbitAccess access = access("disable");
        assertEquals(TlsSettings.unsafe(true), access.tls());
        assertEquals(TlsSettings.DEFAULT, tokenServer(access));
    }

    @Test
    void theTokenServerIsAskedWithTheBrokersTlsWhereItIsEnabled() {
        RabbitAccess access = access("enable");
        assertEquals(TlsSettings.unsafe(true), access.tls());
        assertEquals(access.tls(), tokenServer(access));
    }

    private static TlsSettings tokenServer(RabbitAccess access) {
        return assertInstanceOf(OAuthClient.class, access.identity()).tls();
    }

    private static RabbitAccess access(String tls) {
        return RabbitAccess.from(new Params(RabbitTriggers.spec(
                Map.of("host", "https://broker/vh", "queueName", "q", "unsafeSsl", "true"),
                Map.of(
                        "tls", tls,
                        "oauthTokenURI", "https://login/token",
                        "clientID", "id",
                        "clientSecret", "s3cret"))));
    }
}
