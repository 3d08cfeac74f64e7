package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Where a value stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SecretValueSource extends OpenBean {

    @Required
    private @Nullable SecretKeyRef secretKeyRef;

    public @Nullable SecretKeyRef getSecretKeyRef() {
        return secretKeyRef;
    }

    public void setSecretKeyRef(@Nullable SecretKeyRef secretKeyRef) {
        this.secretKeyRef = secretKeyRef;
    }
}
