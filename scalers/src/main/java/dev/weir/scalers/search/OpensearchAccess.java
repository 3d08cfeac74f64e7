package dev.weir.scalers.search;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthConfig.Header;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.search.SearchConfig.Access;
import dev.weir.scalers.spi.Params;
import java.util.List;

/** Where an OpenSearch is and who asks it: by a client certificate where enableTLS is true, else by user and password. */
final class OpensearchAccess {

    private OpensearchAccess() {}

    static Access from(Params params) {
        List<String> addresses = params.list("addresses").from(AUTH, METADATA).required();
        boolean byCertificate = params.bool("enableTLS").from(METADATA, AUTH).orElse(false);
        String user = params.text("username").from(AUTH, METADATA).orElse("");
        String password = params.text("password").from(AUTH, ENV, METADATA).orElse("");
        String ca = params.text("caCert").from(AUTH, METADATA).orElse("");
        String cert = params.text("clientCert").from(AUTH, METADATA).orElse("");
        String key = params.text("clientKey").from(AUTH, METADATA).orElse("");
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        List<String> nodes = addresses == null ? List.of() : addresses;
        if (byCertificate) {
            params.require(!cert.isEmpty(), "clientCert", "is missing; it is needed with enableTLS true");
            params.require(!key.isEmpty(), "clientKey", "is missing; it is needed with enableTLS true");
            if (!user.isEmpty() || !password.isEmpty()) {
                params.warn("username", "and password have no effect with enableTLS true");
            }
            return new Access(nodes, null, tls(params, ca, cert, key, unsafe));
        }
        params.require(!user.isEmpty(), "username", "is missing; it is needed unless enableTLS is true");
        params.require(!password.isEmpty(), "password", "is missing; it is needed unless enableTLS is true");
        if (!cert.isEmpty() || !key.isEmpty()) {
            params.warn("clientCert", "and clientKey have no effect unless enableTLS is true");
        }
        return new Access(
                nodes, new Header("Authorization", AuthConfig.basic(user, password)), tls(params, ca, "", "", unsafe));
    }

    private static TlsSettings tls(Params params, String ca, String cert, String key, boolean unsafe) {
        TlsSettings tls = new TlsSettings(ca, cert, key, "", unsafe);
        return tls.check(params, "caCert", "clientCert", "clientKey");
    }
}
