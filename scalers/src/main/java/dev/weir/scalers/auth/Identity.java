package dev.weir.scalers.auth;

import dev.weir.cache.source.SourceKeys;

/** Who asks, where a token or a session has to be fetched before asking. */
public sealed interface Identity permits OAuthClient, AwsIdentity, AzureIdentity, GcpIdentity {

    /** Adds what distinguishes two identities to a question. */
    void into(SourceKeys.Question question);
}
