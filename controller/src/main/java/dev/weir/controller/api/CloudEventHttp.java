package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Anybody who takes CloudEvents by HTTP. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class CloudEventHttp extends OpenBean {

    @Required
    private @Nullable String uri;

    public @Nullable String getUri() {
        return uri;
    }

    public void setUri(@Nullable String uri) {
        this.uri = uri;
    }
}
