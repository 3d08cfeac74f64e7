package dev.weir.controller.certificates;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which objects are ours to write a bundle into: those that call us by a name that our certificate has. */
record Ours(CertificateSettings settings) {

    /** Of cert-manager, which puts bundles in by itself; two who write would never end. */
    private static final List<String> INJECTORS = List.of(
            "cert-manager.io/inject-ca-from",
            "cert-manager.io/inject-ca-from-secret",
            "cert-manager.io/inject-apiserver-ca");

    boolean is(String namespace, String service) {
        return settings.namespace().equals(namespace) && settings.services().contains(service);
    }

    /** Why the object is not ours, if the service is none of ours: it would be told to trust somebody else wrongly. */
    Optional<String> foreign(String namespace, String service, String flag) {
        return is(namespace, service)
                ? Optional.empty()
                : Optional.of("it names the Service " + namespace + "/" + service + ", and ours are "
                        + String.join(", ", settings.services()) + " in " + settings.namespace()
                        + "; if it is ours, give "
                        + flag);
    }

    /** Why the object is not ours, if somebody else is to write its bundle. */
    static Optional<String> injected(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return INJECTORS.stream()
                .filter(name -> annotations != null && annotations.containsKey(name))
                .findFirst()
                .map(name -> "its annotation " + name + " has cert-manager write its bundle");
    }
}
