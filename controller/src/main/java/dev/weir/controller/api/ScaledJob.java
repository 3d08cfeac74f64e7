package dev.weir.controller.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Makes Jobs by what its triggers read. */
@Group("keda.sh")
@Version("v1alpha1")
@Kind("ScaledJob")
@Plural("scaledjobs")
@ShortNames("sj")
@AdditionalPrinterColumn(name = "Min", jsonPath = ".spec.minReplicaCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Max", jsonPath = ".spec.maxReplicaCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Active", jsonPath = ".status.conditions[?(@.type==\"Active\")].status")
@AdditionalPrinterColumn(name = "Paused", jsonPath = ".status.conditions[?(@.type==\"Paused\")].status")
@AdditionalPrinterColumn(name = "Triggers", jsonPath = ".status.triggersTypes")
@AdditionalPrinterColumn(name = "Authentications", jsonPath = ".status.authenticationsTypes")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class ScaledJob extends CustomResource<ScaledJobSpec, ScaledJobStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    /** Absent until given: an object without a {@code spec} is read and written as such. */
    @Override
    protected @Nullable ScaledJobSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable ScaledJobStatus initStatus() {
        return null;
    }
}
