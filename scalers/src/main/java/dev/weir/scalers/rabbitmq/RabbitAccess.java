package dev.weir.scalers.rabbitmq;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.OAuthClient;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.rabbitmq.RabbitHost.Login;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.PodIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who asks.
 *
 * @param protocol AMQP or HTTP; AUTO only where a problem was found
 * @param host null where a problem was found
 * @param login of the parameters; null where user info of the host counts
 * @param identity whose token is sent, or null
 * @param tls of the connection; without a pair and own certificates unless {@code tls} is {@code enable}
 * @param timeout of HTTP, or null
 */
record RabbitAccess(
        Protocol protocol,
        @Nullable RabbitHost host,
        @Nullable String vhostName,
        @Nullable Login login,
        @Nullable Identity identity,
        TlsSettings tls,
        @Nullable Duration timeout) {

    /** The {@code tls} parameter. */
    private enum Tls {
        enable,
        disable
    }

    static RabbitAccess from(Params params) {
        RabbitHost host = host(params);
        Protocol protocol = protocol(params, host);
        Login login = login(params);
        boolean secured = params.oneOf(Tls.class, "tls").from(AUTH).orElse(Tls.disable) == Tls.enable;
        TlsSettings tls = tls(params, protocol, secured);
        return new RabbitAccess(
                protocol,
                host,
                params.text("vhostName").from(METADATA, AUTH).orNull(),
                login,
                identity(params, protocol, login, secured ? tls : TlsSettings.DEFAULT),
                tls,
                params.duration("timeout").orNull());
    }

    /** To be called when no problem was found. */
    RabbitQuestion question(String queue, boolean regex, long pageSize) {
        RabbitHost at = Objects.requireNonNull(host);
        Login who = login == null ? at.login() : login;
        if (protocol == Protocol.HTTP) {
            return RabbitQuestion.Http.of(at, vhostName, queue, regex, pageSize, who, identity, tls, timeout);
        }
        boolean external = tls.hasPair() && (who == null || who.password() == null);
        return new RabbitQuestion.Amqp(AmqpBroker.of(at, vhostName, who, external, tls), queue);
    }

    private static @Nullable RabbitHost host(Params params) {
        String text = params.text("host").from(METADATA, AUTH, ENV).required();
        if (text == null) {
            return null;
        }
        try {
            RabbitHost host = RabbitHost.parse(text);
            host.amqpVhost();
            return host;
        } catch (IllegalArgumentException e) {
            params.problem("host", e.getMessage() + " (value hidden)");
            return null;
        }
    }

    private static Protocol protocol(Params params, @Nullable RabbitHost host) {
        Protocol given =
                params.oneOf(Protocol.class, "protocol").from(METADATA, AUTH).orElse(Protocol.AUTO);
        if (host == null) {
            return given;
        }
        if (given == Protocol.AUTO) {
            params.require(
                    host.speaksAmqp() || host.speaksHttp(),
                    "host",
                    "has the scheme \"" + host.scheme() + "\"; accepted are amqp, amqps, http and https");
            return host.speaksAmqp() ? Protocol.AMQP : Protocol.HTTP;
        }
        params.require(
                given == Protocol.HTTP || host.speaksAmqp(),
                "host",
                "has the scheme \"" + host.scheme() + "\"; with protocol amqp accepted are amqp and amqps");
        return given;
    }

    private static @Nullable Login login(Params params) {
        String user = params.text("username").from(AUTH, ENV).orNull();
        String password = params.text("password").from(AUTH, ENV).orNull();
        params.require(
                (user == null) == (password == null),
                user == null ? "username" : "password",
                "is missing; username and password are given together");
        return user == null ? null : new Login(user, password);
    }

    private static TlsSettings tls(Params params, Protocol protocol, boolean enabled) {
        String ca = params.text("ca").from(AUTH).orElse("");
        String cert = params.text("cert").from(AUTH).orElse("");
        String key = params.text("key").from(AUTH).orElse("");
        String password = params.text("keyPassword").from(AUTH).orElse("");
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        params.require(
                cert.isEmpty() == key.isEmpty(),
                cert.isEmpty() ? "cert" : "key",
                "is missing; cert and key are given together");
        if (enabled) {
            return new TlsSettings(ca, cert, key, password, unsafe).check(params);
        }
        if (!ca.isEmpty() || !cert.isEmpty()) {
            params.warn("tls", "is not \"enable\", so that ca, cert and key have no effect");
        }
        return protocol == Protocol.AMQP ? TlsSettings.DEFAULT : TlsSettings.unsafe(unsafe);
    }

    /** {@code unsafeSsl} alone is about the broker: where secrets are sent to be exchanged for a token is verified. */
    private static @Nullable Identity identity(
            Params params, Protocol protocol, @Nullable Login login, TlsSettings tls) {
        OAuthClient oauth = oauth(params, login, tls);
        String resource = params.text("workloadIdentityResource").from(AUTH).orNull();
        if (protocol == Protocol.AMQP) {
            params.require(oauth == null, "oauthTokenURI", "needs the HTTP protocol");
            params.require(resource == null, "workloadIdentityResource", "needs the HTTP protocol");
        }
        if (resource == null) {
            return oauth;
        }
        params.require(
                oauth == null, "workloadIdentityResource", "cannot be used together with OAuth; give one of the two");
        PodIdentity pod = params.spec().podIdentity();
        if (!pod.provider().equals("azure-workload")) {
            params.warn("workloadIdentityResource", "has no effect without podIdentity azure-workload");
            return oauth;
        }
        AzureIdentity azure = AzureIdentity.of(pod, resource.endsWith("/.default") ? resource : resource + "/.default");
        return new AzureIdentity(azure.scope(), azure.clientId(), azure.tenantId(), "");
    }

    private static @Nullable OAuthClient oauth(Params params, @Nullable Login login, TlsSettings tls) {
        String uri = params.text("oauthTokenURI").from(AUTH).orNull();
        String id = params.text("clientID").from(AUTH).orNull();
        String secret = params.text("clientSecret").from(AUTH).orNull();
        List<String> scopes = params.list("scopes", "scope").from(AUTH).orElse(List.of());
        Map<String, String> more = params.query("endpointParams").from(AUTH).orElse(Map.of());
        if (uri == null && id == null && secret == null) {
            return null;
        }
        String together = "is missing; oauthTokenURI, clientID and clientSecret are given together";
        params.require(uri != null, "oauthTokenURI", together);
        params.require(id != null, "clientID", together);
        params.require(secret != null, "clientSecret", together);
        params.require(
                login == null, "username", "cannot be used together with OAuth; give username and password or OAuth");
        return uri == null || id == null || secret == null ? null : new OAuthClient(uri, id, secret, scopes, more, tls);
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "RabbitAccess[" + protocol + ", " + host + "]";
    }
}
