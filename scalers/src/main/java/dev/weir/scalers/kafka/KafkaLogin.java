package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.OAuthClient;
import java.util.Map;

/** How to log in by SASL. */
sealed interface KafkaLogin {

    /** Nobody logs in. */
    KafkaLogin NONE = new None();

    /** Adds what makes two logins different. */
    void into(SourceKeys.Question question);

    /** No SASL at all. */
    record None() implements KafkaLogin {
        @Override
        public void into(SourceKeys.Question question) {}
    }

    /**
     * By name and password.
     *
     * @param mechanism as the protocol calls it
     */
    record Password(String mechanism, String user, String password) implements KafkaLogin {
        @Override
        public void into(SourceKeys.Question question) {
            question.with("sasl", mechanism).with("user", user).with("password", password);
        }

        /** Shows no password. */
        @Override
        public String toString() {
            return "Password[" + mechanism + ", " + user + "]";
        }
    }

    /**
     * By the token of an OAuth client.
     *
     * @param extensions sent beside the token; letters each
     */
    record Token(OAuthClient client, Map<String, String> extensions) implements KafkaLogin {

        public Token {
            extensions = Map.copyOf(extensions);
        }

        @Override
        public void into(SourceKeys.Question question) {
            question.with("sasl", "token").with("extension", extensions);
            client.into(question);
        }

        @Override
        public String toString() {
            return "Token[" + client + "]";
        }
    }

    /** By a signature for Amazon MSK. */
    record Msk(AwsIdentity identity) implements KafkaLogin {
        @Override
        public void into(SourceKeys.Question question) {
            question.with("sasl", "msk");
            identity.into(question);
        }
    }
}
