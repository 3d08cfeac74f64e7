package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A parameter that is the value of one key of a Secret or ConfigMap. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class KeyedParameter extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String name;

    @Required
    private @Nullable String key;

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }
}
