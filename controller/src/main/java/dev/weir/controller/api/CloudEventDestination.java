package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where events are sent; HTTP if both are given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class CloudEventDestination extends OpenBean {

    private @Nullable CloudEventHttp http;

    private @Nullable AzureEventGridTopic azureEventGridTopic;

    public @Nullable CloudEventHttp getHttp() {
        return http;
    }

    public void setHttp(@Nullable CloudEventHttp http) {
        this.http = http;
    }

    public @Nullable AzureEventGridTopic getAzureEventGridTopic() {
        return azureEventGridTopic;
    }

    public void setAzureEventGridTopic(@Nullable AzureEventGridTopic azureEventGridTopic) {
        this.azureEventGridTopic = azureEventGridTopic;
    }
}
