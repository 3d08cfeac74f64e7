package dev.weir.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What to ask of a Vault that issues a certificate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class VaultPkiData extends OpenBean {

    private @Nullable String commonName;

    private @Nullable String altNames;

    private @Nullable String ipSans;

    private @Nullable String uriSans;

    private @Nullable String otherSans;

    private @Nullable String ttl;

    private @Nullable String format;

    public @Nullable String getCommonName() {
        return commonName;
    }

    public void setCommonName(@Nullable String commonName) {
        this.commonName = commonName;
    }

    public @Nullable String getAltNames() {
        return altNames;
    }

    public void setAltNames(@Nullable String altNames) {
        this.altNames = altNames;
    }

    public @Nullable String getIpSans() {
        return ipSans;
    }

    public void setIpSans(@Nullable String ipSans) {
        this.ipSans = ipSans;
    }

    public @Nullable String getUriSans() {
        return uriSans;
    }

    public void setUriSans(@Nullable String uriSans) {
        this.uriSans = uriSans;
    }

    public @Nullable String getOtherSans() {
        return otherSans;
    }

    public void setOtherSans(@Nullable String otherSans) {
        this.otherSans = otherSans;
    }

    public @Nullable String getTtl() {
        return ttl;
    }

    public void setTtl(@Nullable String ttl) {
        this.ttl = ttl;
    }

    public @Nullable String getFormat() {
        return format;
    }

    public void setFormat(@Nullable String format) {
        this.format = format;
    }
}
