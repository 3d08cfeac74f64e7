package dev.weir.gateway.access;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.gateway.config.AccessSettings.Proxy;
import dev.weir.gateway.config.AccessSettings.Trusted;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose word about callers counts now: what the cluster publishes in its ConfigMap, and files where they are given instead.
 * What cannot be used leaves the former authorities in place, with one line in the log each time the reason changes.
 * Certificates are read on a worker, one change after the other; any thread may ask.
 */
final class FollowedTrust {

    static final ObjectKey CONFIG_MAP = new ObjectKey("kube-system", "extension-apiserver-authentication");

    private static final Logger LOG = LoggerFactory.getLogger(FollowedTrust.class);

    private final Context loop;
    private final Trusted settings;
    private final @Nullable Watch<ConfigMap> watch;
    private final List<FollowedFile> files = new ArrayList<>();
    private final Map<String, String> complaints = new HashMap<>();
    private volatile Trust current = Trust.NOBODY;
    private volatile boolean seen;

    FollowedTrust(Vertx vertx, KubernetesClient client, Trusted settings) {
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        boolean known = settings.clientCa().isPresent() && settings.proxy().isPresent();
        this.watch = settings.lookup() && !known
                ? Watch.of(client, ConfigMap.class, CONFIG_MAP)
                        .onChange((before, after) -> inOrder(() -> published(after)))
                : null;
        settings.clientCa()
                .ifPresent(file ->
                        files.add(follow(vertx, file, "client-ca-file", pem -> clients(file.toString(), pem))));
        settings.proxy()
                .ifPresent(proxy -> files.add(
                        follow(vertx, proxy.ca(), "requestheader-client-ca-file", pem -> proxies(proxy, pem))));
    }

    private FollowedFile follow(Vertx vertx, Path file, String setting, Consumer<String> use) {
        return new FollowedFile(
                vertx, loop, file, setting, settings.checkEvery(), pem -> inOrder(() -> use.accept(pem)));
    }

    void start() {
        files.forEach(FollowedFile::start);
        if (watch != null) {
            watch.start();
        }
    }

    void close() {
        files.forEach(FollowedFile::close);
        if (watch != null) {
            watch.stop();
        }
    }

    Trust current() {
        return current;
    }

    /** Empty once the ConfigMap has been seen, or where nobody waits for it. */
    Optional<String> notReady() {
        return watch == null || seen || settings.tolerant()
                ? Optional.empty()
                : Optional.of(
                        "ConfigMap " + CONFIG_MAP + ", which says whose word about callers counts, has not been seen"
                                + " yet; Weir needs the Role extension-apiserver-authentication-reader in kube-system");
    }

    private void inOrder(Runnable change) {
        loop.executeBlocking(
                        () -> {
                            change.run();
                            return current;
                        },
                        true)
                .onFailure(fault -> LOG.error("whose word counts stays as it is", fault));
    }

    private void published(@Nullable ConfigMap map) {
        if (map == null) {
            LOG.warn("ConfigMap {} is gone; whose word counts stays as it is until there is another", CONFIG_MAP);
            return;
        }
        Map<String, String> data = map.getData() == null ? Map.of() : map.getData();
        if (settings.clientCa().isEmpty()) {
            clients(CONFIG_MAP + " client-ca-file", data.getOrDefault("client-ca-file", ""));
        }
        if (settings.proxy().isEmpty()) {
            proxies(data);
        }
        seen = true;
    }

    private void clients(String from, String pem) {
        authorities(from, pem)
                .ifPresent(read -> use(new Trust(read, current.proxies(), current.proxyNames(), current.headers())));
    }

    private void proxies(Proxy proxy, String pem) {
        IdentityHeaders headers =
                new IdentityHeaders(proxy.users(), proxy.uids(), proxy.groups(), proxy.extraPrefixes());
        authorities(proxy.ca().toString(), pem)
                .ifPresent(read -> use(new Trust(current.clients(), read, Set.copyOf(proxy.names()), headers)));
    }

    private void proxies(Map<String, String> data) {
        PublishedLists lists = new PublishedLists(data);
        String from = CONFIG_MAP + " requestheader-client-ca-file";
        authorities(from, data.getOrDefault("requestheader-client-ca-file", ""))
                .ifPresent(read -> lists.headers()
                        .ifPresentOrElse(
                                headers -> use(new Trust(current.clients(), read, lists.names(), headers)),
                                () -> complain(
                                        CONFIG_MAP + " requestheader", "a list in it is no list of texts as JSON")));
    }

    private void use(Trust next) {
        current = next;
        LOG.info(
                "callers are known by certificates of {} authorities, or by headers of proxies with certificates of {}",
                next.clients().certificates().size(),
                next.proxies().certificates().size());
    }

    private Optional<Authorities> authorities(String from, String pem) {
        if (pem.isBlank()) {
            return Optional.of(Authorities.NONE);
        }
        try {
            Authorities read = Authorities.of(pem);
            complaints.remove(from);
            return Optional.of(read);
        } catch (GeneralSecurityException unusable) {
            complain(from, String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    private void complain(String from, String why) {
        if (!why.equals(complaints.put(from, why))) {
            LOG.error("{}: {}; those who vouched before go on to", from, why);
        }
    }
}
