package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A value that stands elsewhere. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SecretValue extends OpenBean {

    @Required
    private @Nullable SecretValueSource valueFrom;

    public @Nullable SecretValueSource getValueFrom() {
        return valueFrom;
    }

    public void setValueFrom(@Nullable SecretValueSource valueFrom) {
        this.valueFrom = valueFrom;
    }
}
