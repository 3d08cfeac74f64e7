package dev.weir.scalers.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.testing.MotoServer;
import dev.weir.scalers.testing.ScalerBench;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against moto, which plays AWS; it takes any signature, so that signing has vectors of its own. */
final class AwsStoresIT {

    @TempDir
    Path folder;

    private MotoServer moto;
    private ScalerBench bench;

    @BeforeEach
    void start() {
        moto = MotoServer.start(folder);
        bench = new ScalerBench(
                Duration.ofSeconds(10),
                Map.of(
                        "AWS_ENDPOINT_URL",
                        moto.address(),
                        "AWS_ENDPOINT_URL_STS",
                        moto.address(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "own",
                        "AWS_SECRET_ACCESS_KEY",
                        "own-secret"),
                List.of(),
                null,
                InstantSource.fixed(ScalerBench.NOW));
    }

    @AfterEach
    void stop() {
        bench.close();
        moto.close();
    }

    @Test
    void readsSecretsAndTheirVersions() {
        String first = moto.ask(
                        "secretsmanager.CreateSecret",
                        "secretsmanager",
                        "{\"Name\": \"orders\", \"SecretString\": \"{\\\"pw\\\": \\\"one\\\"}\"}")
                .getString("VersionId");
        moto.ask(
                "secretsmanager.PutSecretValue",
                "secretsmanager",
                "{\"SecretId\": \"orders\", \"SecretString\": \"two\"}");

        assertEquals("two", text(secret("orders", "", "")));
        assertEquals("{\"pw\": \"one\"}", text(secret("orders", first, "")));
        assertEquals("{\"pw\": \"one\"}", text(secret("orders", "", "AWSPREVIOUS")));
        assertInstanceOf(UnreadableSecretException.class, failure(secret("nope", "", "")));
    }

    @Test
    void readsParametersByTheirArn() {
        moto.ask(
                "AmazonSSM.PutParameter",
                "ssm",
                "{\"Name\": \"/orders/pw\", \"Value\": \"one\", \"Type\": \"SecureString\"}");
        moto.ask(
                "AmazonSSM.PutParameter",
                "ssm",
                "{\"Name\": \"/orders/pw\", \"Value\": \"two\", \"Type\": \"SecureString\", \"Overwrite\": true}");
        String arn = moto.ask("AmazonSSM.GetParameter", "ssm", "{\"Name\": \"/orders/pw\"}")
                .getJsonObject("Parameter")
                .getString("ARN");

        assertEquals("two", text(parameter(arn, "")));
        assertEquals("one", text(parameter(arn, "1")));
        assertInstanceOf(UnreadableSecretException.class, failure(parameter(arn + "/nope", "")));
    }

    @Test
    void readsWithARoleThatItTakesOn() {
        moto.ask(
                "secretsmanager.CreateSecret",
                "secretsmanager",
                "{\"Name\": \"orders\", \"SecretString\": \"by-role\"}");
        AwsIdentity role = AwsIdentity.own(AwsSecretQuestion.SECRETS, "us-east-1")
                .assuming("arn:aws:iam::123456789012:role/orders", "external");

        assertEquals("by-role", text(new AwsSecretQuestion(role, "orders", "", "")));
    }

    private static AwsSecretQuestion secret(String name, String version, String stage) {
        return new AwsSecretQuestion(
                new AwsIdentity(AwsSecretQuestion.SECRETS, "us-east-1", "", "", "id", "key", ""), name, version, stage);
    }

    private static AwsSecretQuestion parameter(String arn, String version) {
        return new AwsSecretQuestion(
                new AwsIdentity(AwsSecretQuestion.PARAMETERS, "us-east-1", "", "", "id", "key", ""), arn, version, "");
    }

    private String text(StoreQuestion question) {
        StoreClient client = question.open(bench.environment());
        StoreAnswer answer = ScalerBench.await(client.ask());
        ScalerBench.await(client.close());
        return answer.text();
    }

    private Throwable failure(StoreQuestion question) {
        StoreClient client = question.open(bench.environment());
        Throwable failure = ScalerBench.failure(client.ask());
        ScalerBench.await(client.close());
        return failure;
    }
}
