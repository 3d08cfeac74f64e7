package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the fields that its class does not know and writes them back as they were, so that an update by Weir does not
 * erase what a newer schema allows. The API server prunes what its own schema does not know.
 */
public abstract class OpenBean {

    @JsonIgnore
    private final Map<String, Object> additionalProperties = new LinkedHashMap<>();

    OpenBean() {}

    @JsonAnyGetter
    public Map<String, Object> getAdditionalProperties() {
        return additionalProperties;
    }

    @JsonAnySetter
    public void setAdditionalProperty(String name, Object value) {
        additionalProperties.put(name, value);
    }
}
