package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A topic of Azure Event Grid. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AzureEventGridTopic extends OpenBean {

    @Required
    private @Nullable String endpoint;

    public @Nullable String getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(@Nullable String endpoint) {
        this.endpoint = endpoint;
    }
}
