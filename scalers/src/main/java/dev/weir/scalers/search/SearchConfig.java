package dev.weir.scalers.search;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AuthConfig.Header;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search trigger's parameters.
 *
 * @param nodes addresses, asked in turn; may hold secrets
 * @param credential goes to nodes whose address has no user information; null for none
 * @param timeout of one request
 * @param valueLocation GJSON path to the number
 */
record SearchConfig(
        Product product,
        List<String> nodes,
        @Nullable Header credential,
        TlsSettings tls,
        Search search,
        Duration timeout,
        String valueLocation,
        boolean ignoreNullValues,
        double activation,
        MetricSpec metric) {

    /** KEDA has no bound here: a search may take its time, but not for ever. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    SearchConfig {
        nodes = List.copyOf(nodes);
    }

    /** Where and as whom a search is made. */
    record Access(List<String> nodes, @Nullable Header credential, TlsSettings tls) {}

    /** Reads what both types have; access has been read before. */
    static SearchConfig from(Params params, Product product, Access access) {
        Search search = Search.from(params, product);
        String location = params.text("valueLocation").from(AUTH, METADATA).required();
        Double target = params.number("targetValue").from(AUTH, METADATA).required();
        double activation = params.number("activationTargetValue").orElse(0.0);
        boolean ignoreNull = params.bool("ignoreNullValues").orElse(false);
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        params.ignore("metricName");
        MetricSpec metric = new MetricSpec(
                params.metricName(product.type() + "-" + (search == null ? "" : search.name())),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new SearchConfig(
                product,
                access.nodes(),
                access.credential(),
                access.tls(),
                Objects.requireNonNull(search),
                timeout,
                location,
                ignoreNull,
                activation,
                metric));
    }

    /** Shows nothing that may be secret. */
    @Override
    public String toString() {
        return "SearchConfig[" + metric.name() + "]";
    }
}
