package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One parameter in AWS Secrets Manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class AwsSecret extends OpenBean {

    @Required
    private @Nullable String parameter;

    @Required
    private @Nullable String name;

    private @Nullable String versionId;

    private @Nullable String versionStage;

    /** A key of a secret that is a JSON object; the whole secret if absent. */
    private @Nullable String secretKey;

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

    public @Nullable String getVersionId() {
        return versionId;
    }

    public void setVersionId(@Nullable String versionId) {
        this.versionId = versionId;
    }

    public @Nullable String getVersionStage() {
        return versionStage;
    }

    public void setVersionStage(@Nullable String versionStage) {
        this.versionStage = versionStage;
    }

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }
}
