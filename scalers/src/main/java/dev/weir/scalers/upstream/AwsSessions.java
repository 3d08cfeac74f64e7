package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AwsKeys;
import dev.weir.scalers.auth.AwsSignature;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Credentials for signing. The process's own identity is, in this order: keys in its environment, a web identity token
 * (IAM roles for service accounts), a container credentials endpoint (EKS pod identity, ECS), the metadata service of the
 * EC2 instance (version 2). A role is assumed with the web identity if there is one, and by the own identity if that is
 * refused.
 */
final class AwsSessions implements TokenExchange<AwsKeys> {

    private static final Duration KEYS_LIFE = Duration.ofDays(1);
    private static final String CONTAINER_HOST = "http://169.254.170.2";
    private static final String INSTANCE_HOST = "http://169.254.169.254";
    /** A machine that is no instance does not answer at all. */
    private static final Duration INSTANCE_PATIENCE = Duration.ofSeconds(2);

    private static final String NOWHERE = "no AWS credentials in Weir's environment: looked for AWS_ACCESS_KEY_ID,"
            + " AWS_WEB_IDENTITY_TOKEN_FILE and AWS_CONTAINER_CREDENTIALS_FULL_URI; profiles are not supported by Weir";

    private final ScalerEnvironment environment;
    private final AwsIdentity identity;
    private final Lease<HttpUpstream> upstream;

    AwsSessions(ScalerEnvironment environment, AwsIdentity identity) {
        this.environment = environment;
        this.identity = identity;
        this.upstream = HttpUpstream.lease(environment, TlsSettings.DEFAULT);
    }

    @Override
    public Future<Token<AwsKeys>> fetch() {
        if (identity.hasKeys()) {
            return Future.succeededFuture(
                    lasting(new AwsKeys(identity.accessKeyId(), identity.secretAccessKey(), identity.sessionToken())));
        }
        if (identity.roleArn().isEmpty()) {
            return own();
        }
        return variable("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()
                ? assumed()
                : byWebIdentity(identity.roleArn()).recover(refused -> assumed());
    }

    private Future<Token<AwsKeys>> own() {
        if (!variable("AWS_ACCESS_KEY_ID").isEmpty()) {
            return Future.succeededFuture(lasting(new AwsKeys(
                    variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN"))));
        }
        if (!variable("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()) {
            return byWebIdentity(variable("AWS_ROLE_ARN"));
        }
        if (!variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").isEmpty()) {
            return fromContainer(variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        }
        if (!variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isEmpty()) {
            return fromContainer(CONTAINER_HOST + variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
        }
        return variable("AWS_EC2_METADATA_DISABLED").equalsIgnoreCase("true")
                ? Future.failedFuture(new SourceException(NOWHERE))
                : fromInstance()
                        .recover(fault -> Future.failedFuture(
                                new SourceException(NOWHERE + "; the EC2 metadata service: " + fault.getMessage())));
    }

    /** Two questions for the role and its keys, with a token that proves that a PUT was possible. */
    private Future<Token<AwsKeys>> fromInstance() {
        String given = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").replaceAll("/+$", "");
        String host = given.isEmpty() ? INSTANCE_HOST : given;
        HttpCall token = new HttpCall("PUT", host + "/latest/api/token", Map.of(), Map.of(), null, INSTANCE_PATIENCE)
                .header("X-aws-ec2-metadata-token-ttl-seconds", "300");
        String roles = host + "/latest/meta-data/iam/security-credentials/";
        return text(token)
                .compose(proof -> text(proven(roles, proof))
                        .compose(role ->
                                ask(proven(roles + role.lines().findFirst().orElse(""), proof), this::fromJson)));
    }

    private static HttpCall proven(String url, String proof) {
        return HttpCall.get(url).within(INSTANCE_PATIENCE).credential("X-aws-ec2-metadata-token", proof);
    }

    private Future<String> text(HttpCall call) {
        return ask(call, answer -> answer.body().toString().strip());
    }

    private Future<Token<AwsKeys>> byWebIdentity(String role) {
        return CredentialFile.read(
                        environment.vertx(), variable("AWS_WEB_IDENTITY_TOKEN_FILE"), "the AWS web identity token file")
                .compose(token -> session(HttpCall.form(
                        endpoint(), fields("AssumeRoleWithWebIdentity", role, "WebIdentityToken", token))));
    }

    private Future<Token<AwsKeys>> assumed() {
        String region = identity.regionIn(environment.variables());
        HttpCall call = HttpCall.form(
                endpoint(), fields("AssumeRole", identity.roleArn(), "ExternalId", identity.externalId()));
        return own().compose(own -> session(new AwsSignature("sts", region.isEmpty() ? "us-east-1" : region)
                .sign(call, own.value(), environment.clock())));
    }

    private static Map<String, String> fields(String action, String role, String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", action);
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", role);
        fields.put("RoleSessionName", "KEDA");
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
        return fields;
    }

    private String endpoint() {
        String own = variable("AWS_ENDPOINT_URL_STS");
        String region = identity.regionIn(environment.variables());
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return own.isEmpty() ? "https://sts" + (region.isEmpty() ? "" : "." + region) + domain + "/" : own;
    }

    private Future<Token<AwsKeys>> session(HttpCall call) {
        return ask(call, answer -> {
            String xml = answer.body().toString();
            return token(
                    answer,
                    name -> xml.contains("<" + name + ">")
                            ? xml.substring(xml.indexOf("<" + name + ">") + name.length() + 2)
                                    .split("</", 2)[0]
                            : "",
                    "SessionToken");
        });
    }

    private Future<Token<AwsKeys>> fromContainer(String url) {
        String file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        Future<String> token = file.isEmpty()
                ? Future.succeededFuture(variable("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
                : CredentialFile.read(environment.vertx(), file, "the AWS container authorization file");
        return token.map(text ->
                        text.isEmpty() ? HttpCall.get(url) : HttpCall.get(url).credential("Authorization", text))
                .compose(call -> ask(call, this::fromJson));
    }

    private Token<AwsKeys> fromJson(HttpAnswer answer) {
        try {
            JsonObject json = answer.body().toJsonObject();
            return token(answer, name -> json.getString(name, ""), "Token");
        } catch (DecodeException | ClassCastException e) {
            throw answer.unusable("answered with something that holds no credentials");
        }
    }

    private <R> Future<R> ask(HttpCall call, Function<HttpAnswer, R> read) {
        return upstream.client().send(call).map(answer -> read.apply(answer.accepted()));
    }

    private Token<AwsKeys> token(HttpAnswer answer, Function<String, String> field, String session) {
        AwsKeys keys = new AwsKeys(field.apply("AccessKeyId"), field.apply("SecretAccessKey"), field.apply(session));
        if (keys.accessKeyId().isEmpty() || keys.secretAccessKey().isEmpty()) {
            throw answer.unusable("answered with something that holds no credentials");
        }
        try {
            return new Token<>(keys, environment.clock().instant(), Instant.parse(field.apply("Expiration")));
        } catch (DateTimeParseException e) {
            return lasting(keys);
        }
    }

    private Token<AwsKeys> lasting(AwsKeys keys) {
        Instant now = environment.clock().instant();
        return new Token<>(keys, now, now.plus(KEYS_LIFE));
    }

    private String variable(String name) {
        return environment.variables().getOrDefault(name, "");
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }
}
