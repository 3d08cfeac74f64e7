package dev.weir.controller.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Secret parameters for the triggers of every namespace. */
@Group("keda.sh")
@Version("v1alpha1")
@Kind("ClusterTriggerAuthentication")
@Plural("clustertriggerauthentications")
@ShortNames({"cta", "clustertriggerauth"})
@AdditionalPrinterColumn(name = "PodIdentity", jsonPath = ".spec.podIdentity.provider")
@AdditionalPrinterColumn(name = "Secret", jsonPath = ".spec.secretTargetRef[*].name")
@AdditionalPrinterColumn(name = "Env", jsonPath = ".spec.env[*].name")
@AdditionalPrinterColumn(name = "FilePath", jsonPath = ".spec.filePath")
@AdditionalPrinterColumn(name = "VaultAddress", jsonPath = ".spec.hashiCorpVault.address")
@AdditionalPrinterColumn(name = "ScaledObjects", jsonPath = ".status.scaledobjects", priority = 1)
@AdditionalPrinterColumn(name = "ScaledJobs", jsonPath = ".status.scaledjobs", priority = 1)
public final class ClusterTriggerAuthentication
        extends CustomResource<TriggerAuthenticationSpec, TriggerAuthenticationStatus> {

    private static final long serialVersionUID = 1L;

    /** Absent until given: an object without a {@code spec} is read and written as such. */
    @Override
    protected @Nullable TriggerAuthenticationSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable TriggerAuthenticationStatus initStatus() {
        return null;
    }
}
