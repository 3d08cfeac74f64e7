package dev.weir.scalers.beanstalkd;

import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@code beanstalkd} trigger.
 *
 * @param includeDelayed whether jobs that may not be taken yet count
 * @param timeout of the connect; zero for none of its own
 */
record BeanstalkdConfig(
        BeanstalkdServer server,
        String tube,
        boolean includeDelayed,
        Duration timeout,
        double activation,
        MetricSpec metric) {

    /** KEDA's default is the number 30, which its documentation takes for seconds and its code for milliseconds. */
    private static final Duration TIMEOUT = Duration.ofMillis(30);

    private static final BeanstalkdServer NONE = new BeanstalkdServer("", 0);

    static BeanstalkdConfig from(Params params) {
        BeanstalkdServer server = server(params, params.text("server").required());
        String tube = params.text("tube").required();
        Double target = params.number("value").required();
        double activation = params.number("activationValue").orElse(0.0);
        boolean delayed = params.bool("includeDelayed").orElse(false);
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        MetricSpec metric = new MetricSpec(
                params.metricName("beanstalkd-" + (tube == null ? "" : Url.escaped(tube))),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new BeanstalkdConfig(server, tube, delayed, timeout, activation, metric));
    }

    private static BeanstalkdServer server(Params params, @Nullable String given) {
        if (given == null) {
            return NONE;
        }
        try {
            return BeanstalkdServer.parse(given);
        } catch (IllegalArgumentException e) {
            params.problem("server", "is \"" + given + "\"; accepted are a host and a port such as beanstalkd:11300");
            return NONE;
        }
    }
}
