package dev.weir.controller.workload;

import dev.weir.controller.desired.ResourceMetric;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Triggers of type cpu and memory. They have no source: the HPA measures them, and by themselves they are always active. */
public final class ResourceTriggers {

    private ResourceTriggers() {}

    public static boolean is(String type) {
        return ResourceMetric.isOf(type);
    }

    /**
     * What the HPA is told.
     *
     * @param warnings about parameters that have no effect
     */
    public record Read(ResourceMetric metric, List<String> warnings) {

        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /** @throws InvalidTriggerException with every problem of the trigger at once */
    public static Read read(TriggerSpec spec) {
        return read(new Params(spec));
    }

    /** The same; what is read is declared there. */
    public static Read read(Params params) {
        TriggerSpec spec = params.spec();
        String value = params.text("value").required();
        String container = params.text("containerName").orNull();
        if (params.isGiven("type")) {
            params.accept("type");
            params.problem("type", "is no longer read; write metricType beside metadata instead");
        }
        Optional<MetricType> type = type(spec, params);
        if (value != null && type.isPresent()) {
            check(params, type.get(), value);
        }
        return params.build(() -> new Read(
                new ResourceMetric(spec.type(), container, type.orElseThrow(), new Quantity(value)),
                params.warnings()));
    }

    private static Optional<MetricType> type(TriggerSpec spec, Params params) {
        String given = spec.metricType() == null ? "" : spec.metricType();
        for (MetricType type : List.of(MetricType.Utilization, MetricType.AverageValue)) {
            if (type.name().equals(given)) {
                return Optional.of(type);
            }
        }
        params.wrong("metricType is " + (given.isEmpty() ? "missing" : "\"" + given + "\"")
                + "; accepted are Utilization and AverageValue");
        return Optional.empty();
    }

    private static void check(Params params, MetricType type, String value) {
        try {
            if (type == MetricType.Utilization) {
                Integer.parseInt(value);
            } else {
                Quantity.parse(value);
            }
        } catch (NumberFormatException e) {
            params.problem(
                    "value",
                    "is \"" + value + "\"; accepted is "
                            + (type == MetricType.Utilization
                                    ? "a whole number of per cent such as 80"
                                    : "a quantity such as 500m or 512Mi"));
        }
    }

    /** The metrics of a kind that the HPA calls Resource, for the status. */
    public static List<String> names(List<ResourceMetric> metrics) {
        List<String> names = new ArrayList<>();
        metrics.stream().filter(metric -> metric.container() == null).forEach(metric -> names.add(metric.resource()));
        return names;
    }
}
