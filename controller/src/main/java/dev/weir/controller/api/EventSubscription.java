package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which types of events are sent: all, only some, or all but some. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class EventSubscription extends OpenBean {

    private @Nullable List<String> includedEventTypes;

    private @Nullable List<String> excludedEventTypes;

    public @Nullable List<String> getIncludedEventTypes() {
        return includedEventTypes;
    }

    public void setIncludedEventTypes(@Nullable List<String> includedEventTypes) {
        this.includedEventTypes = includedEventTypes;
    }

    public @Nullable List<String> getExcludedEventTypes() {
        return excludedEventTypes;
    }

    public void setExcludedEventTypes(@Nullable List<String> excludedEventTypes) {
        this.excludedEventTypes = excludedEventTypes;
    }
}
