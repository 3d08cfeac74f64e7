package dev.weir.controller.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Sends CloudEvents about the objects of every namespace to one destination. */
@Group("eventing.keda.sh")
@Version("v1alpha1")
@Kind("CloudEventSource")
@Plural("cloudeventsources")
@AdditionalPrinterColumn(name = "Active", jsonPath = ".status.conditions[?(@.type==\"Active\")].status")
public final class CloudEventSource extends CustomResource<CloudEventSourceSpec, CloudEventSourceStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    /** Absent until given: an object without a {@code spec} is read and written as such. */
    @Override
    protected @Nullable CloudEventSourceSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable CloudEventSourceStatus initStatus() {
        return null;
    }
}
