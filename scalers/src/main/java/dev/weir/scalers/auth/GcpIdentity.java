package dev.weir.scalers.auth;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Params;

/**
 * A Google identity. Without account and file it is the process's own: the file that GOOGLE_APPLICATION_CREDENTIALS names,
 * else the metadata server.
 *
 * @param scope OAuth scope, for example {@code https://www.googleapis.com/auth/monitoring.read}
 * @param account the key of a service account as JSON, secret; empty for none
 * @param file a file of this process with such a key; empty for none
 */
public record GcpIdentity(String scope, String account, String file) implements Identity {

    /** Adds a problem with the parameter that gave the account's key if that cannot be used. */
    public void check(Params params, String parameter) {
        if (account.isEmpty()) {
            return;
        }
        try {
            GcpAccount.parse(account);
        } catch (IllegalArgumentException e) {
            params.problem(parameter, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void into(SourceKeys.Question question) {
        question.with("gcp.scope", scope).with("gcp.account", account).with("gcp.file", file);
    }

    @Override
    public String toString() {
        return "GcpIdentity[" + scope + (account.isEmpty() && file.isEmpty() ? ", own]" : "]");
    }
}
