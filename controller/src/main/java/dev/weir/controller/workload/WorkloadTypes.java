package dev.weir.controller.workload;

import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Supplier;

/** The trigger types that ask Kubernetes itself. */
public final class WorkloadTypes {

    private WorkloadTypes() {}

    /** With a cluster to ask. */
    public static List<ScalerType> of(KubernetesClient client) {
        return List.of(new WorkloadScaler(() -> client), new ResourceScaler(() -> client));
    }

    /** Where triggers are only planned: nobody may ask them anything. */
    public static List<ScalerType> planned() {
        Supplier<KubernetesClient> nobody = () -> {
            throw new IllegalStateException("a trigger that is only planned was asked");
        };
        return List.of(new WorkloadScaler(nobody), new ResourceScaler(nobody));
    }

    /** Where there is none: triggers of these types say so. */
    public static List<ScalerType> withoutCluster() {
        return List.of(new NeedsCluster(WorkloadScaler.TYPE), new NeedsCluster(ResourceScaler.TYPE));
    }

    private record NeedsCluster(String type) implements ScalerType {

        @Override
        public Trigger<?> create(Params params, ScalerEnvironment environment) {
            throw new InvalidTriggerException(
                    List.of(params.spec().label() + ": needs a cluster, which weir serve --objects does not have"));
        }
    }
}
