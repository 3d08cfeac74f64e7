package dev.weir.scalers.kafka;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.TriggerSentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how to log in. Each method gives null where it has found a problem. */
final class SaslParams {

    /** What the protocol allows; {@code auth} is the token's own place. */
    private static final Pattern EXTENSION = Pattern.compile("(?!auth$)[A-Za-z]+");

    /** The {@code sasl} parameter of {@code kafka}. */
    private enum Kafka {
        none,
        plaintext,
        scram_sha256,
        scram_sha512,
        oauthbearer,
        gssapi
    }

    /** The {@code sasl} parameter of {@code apache-kafka}. */
    private enum Apache {
        none,
        plaintext,
        scram_sha256,
        scram_sha512,
        gssapi,
        aws_msk_iam
    }

    /** The {@code saslTokenProvider} parameter. */
    private enum Provider {
        bearer,
        aws_msk_iam
    }

    private SaslParams() {}

    static @Nullable KafkaLogin ofKafka(Params params, boolean tls, String region, Optional<AwsIdentity> aws) {
        Kafka sasl = params.oneOf(Kafka.class, "sasl").from(METADATA, AUTH).orElse(Kafka.none);
        String user = params.text("username").from(AUTH).orElse("");
        String password = params.text("password").from(AUTH).orElse("");
        Provider provider = params.oneOf(Provider.class, "saslTokenProvider")
                .from(METADATA, AUTH)
                .orElse(Provider.bearer);
        String scopes = params.text("scopes").from(AUTH).orElse("");
        String uri = params.text("oauthTokenEndpointUri").from(AUTH).orElse("");
        Map<String, String> extensions =
                params.map("oauthExtensions").from(AUTH).orElse(Map.of());
        Kerberos.accept(params, sasl == Kafka.gssapi, user, password);
        return switch (sasl) {
            case none -> KafkaLogin.NONE;
            case plaintext, scram_sha256, scram_sha512 -> {
                given(params, "username", user);
                given(params, "password", password);
                yield new KafkaLogin.Password(mechanism(sasl.name()), user, password);
            }
            case gssapi -> null;
            case oauthbearer ->
                provider == Provider.aws_msk_iam
                        ? msk(params, tls, region, aws)
                        : token(params, user, password, uri, scopes, extensions);
        };
    }

    static @Nullable KafkaLogin ofApache(Params params, boolean tls, String region, Optional<AwsIdentity> aws) {
        Apache sasl = params.oneOf(Apache.class, "sasl").from(METADATA, AUTH).orElse(Apache.none);
        String user = params.text("username").from(AUTH).orElse("");
        String password = params.text("password").from(AUTH).orElse("");
        return switch (sasl) {
            case none -> KafkaLogin.NONE;
            case plaintext -> {
                given(params, "username", user);
                given(params, "password", password);
                yield new KafkaLogin.Password("PLAIN", user, password);
            }
            case scram_sha256, scram_sha512 -> new KafkaLogin.Password(mechanism(sasl.name()), user, password);
            case gssapi -> {
                params.problem(
                        "sasl",
                        "is \"gssapi\", which apache-kafka does not have, in KEDA either; accepted are none, plaintext,"
                                + " scram_sha256, scram_sha512 and aws_msk_iam");
                yield null;
            }
            case aws_msk_iam -> msk(params, tls, region, aws);
        };
    }

    private static String mechanism(String sasl) {
        return switch (sasl) {
            case "scram_sha256" -> "SCRAM-SHA-256";
            case "scram_sha512" -> "SCRAM-SHA-512";
            default -> "PLAIN";
        };
    }

    private static void given(Params params, String name, String value) {
        params.require(
                !value.isEmpty(), name, "is missing; sasl needs username and password of a TriggerAuthentication");
    }

    /** User name and password are client id and secret. An empty list of scopes is sent as one empty scope, as KEDA does. */
    private static KafkaLogin token(
            Params params, String user, String password, String uri, String scopes, Map<String, String> extensions) {
        given(params, "username", user);
        given(params, "password", password);
        params.require(!uri.isEmpty(), "oauthTokenEndpointUri", "is missing; sasl oauthbearer needs it");
        extensions.keySet().stream()
                .filter(name -> !EXTENSION.matcher(name).matches())
                .forEach(name -> params.problem(
                        "oauthExtensions",
                        "has a name that is not accepted: names are letters only, and not \"auth\""));
        OAuthClient client =
                new OAuthClient(uri, user, password, List.of(scopes.split(",", -1)), Map.of(), TlsSettings.DEFAULT);
        return new KafkaLogin.Token(client, extensions);
    }

    private static @Nullable KafkaLogin msk(Params params, boolean tls, String region, Optional<AwsIdentity> aws) {
        params.require(tls, "tls", "is not \"enable\", which aws_msk_iam needs");
        params.require(!region.isEmpty(), "awsRegion", "is missing; aws_msk_iam needs it");
        if (aws.isEmpty()) {
            params.wrong(
                    "no AWS credentials; give podIdentity aws, awsRoleArn, or awsAccessKeyID and awsSecretAccessKey");
            return null;
        }
        return new KafkaLogin.Msk(aws.get());
    }

    /**
     * {@code gssapi}. Java takes one krb5.conf for a whole process, and it would have to be that of the first trigger that
     * comes; so it is checked as KEDA does, and then refused.
     */
    private static final class Kerberos {

        private Kerberos() {}

        static void accept(Params params, boolean wanted, String user, String password) {
            String keytab = params.text("keytab").from(AUTH).orElse("");
            String realm = params.text("realm").from(AUTH).orElse("");
            String config = params.text("kerberosConfig").from(AUTH).orElse("");
            params.text("kerberosServiceName").from(AUTH).orElse("kafka");
            params.bool("kerberosDisableFAST").from(AUTH).orElse(false);
            if (!wanted) {
                return;
            }
            String needed = "is missing; sasl gssapi needs it";
            params.require(!user.isEmpty(), "username", needed);
            params.require(!realm.isEmpty(), "realm", needed);
            params.require(!config.isEmpty(), "kerberosConfig", needed);
            params.require(
                    password.isEmpty() != keytab.isEmpty(),
                    "keytab",
                    "or password is given, one of the two; sasl gssapi needs it");
            params.problem(
                    "sasl",
                    "is \"gssapi\" (Kerberos), which is " + TriggerSentence.NOT_YET
                            + ": Java takes one kerberosConfig for the whole process, not one for each trigger");
        }
    }
}
