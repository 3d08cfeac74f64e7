package dev.weir.gateway.testing;

import dev.weir.controller.cloudevents.Emissions;
import dev.weir.controller.cloudevents.Emissions.Emitted;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.observed.Overview.Empties;
import dev.weir.controller.observed.Overview.Exchanges;
import dev.weir.controller.observed.Overview.Http;
import dev.weir.controller.observed.Overview.Metric;
import dev.weir.controller.observed.Overview.OfJobs;
import dev.weir.controller.observed.Overview.Registered;
import dev.weir.controller.observed.Overview.ScaledItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Looks at operators that there are not. */
public final class Overviews {

    private Overviews() {}

    /** Something of everything. */
    public static Overview full() {
        List<Exchanges> exchanges = List.of(
                new Exchanges("200", List.of(3L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), 12.5),
                new Exchanges("error", List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L), 30));
        return new Overview(
                List.of(
                        new Metric("shop", "orders", "s0-in", "in-line", 0, true, 7.5, Duration.ofMillis(250), 0),
                        new Metric("shop", "mails", "s1-cron", "cronScaler", 1, false, null, null, 4)),
                List.of(
                        new ScaledItem("shop", "orders", false, 5, Duration.ofMillis(20)),
                        new ScaledItem("shop", "resting", true, 0, null)),
                Map.of("cron", 2L, "prometheus", 1L),
                Map.of(
                        new Registered("scaled_object", "shop"), 2L,
                        new Registered("cluster_trigger_authentication", "default"), 1L,
                        new Registered("cloudevent_source", "shop"), 1L),
                List.of(new Empties("shop", "orders", "in-line", "s0-in", true, 6)),
                List.of(new Http("shop", "orders", "prometheus", "in-line", "s0-in", exchanges)),
                Map.of("prometheus", exchanges),
                new Emissions(
                        List.of(
                                new Emitted("shop", "audit", "http", "emitted", 8),
                                new Emitted("default", "grid", "azureEventGridTopic", "failed", 6)),
                        Map.of("shop", 0L, "default", 3L)),
                new OfJobs(
                        List.of(new Metric(
                                "shop", "import", "s0-jobs", "rabbitMQScaler", 0, true, 12.0, Duration.ofMillis(9), 2)),
                        List.of(new ScaledItem("shop", "import", false, 2, Duration.ofMillis(30))),
                        List.of(new Empties("shop", "import", "", "s0-jobs", false, 1))));
    }

    /** So many objects of one trigger each, and nothing else. */
    public static Overview ofObjects(int number) {
        return new Overview(
                IntStream.range(0, number)
                        .mapToObj(i -> new Metric(
                                "n" + i % 100,
                                "object-" + i,
                                "s0-prometheus",
                                "prometheusScaler",
                                0,
                                i % 2 == 0,
                                i / 10.0,
                                Duration.ofMillis(i % 50),
                                i))
                        .toList(),
                IntStream.range(0, number)
                        .mapToObj(i -> new ScaledItem("n" + i % 100, "object-" + i, false, i, Duration.ZERO))
                        .toList(),
                Map.of("prometheus", (long) number),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                Emissions.NONE);
    }
}
