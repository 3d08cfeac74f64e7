package dev.weir.scalers.jolokia;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import java.util.List;

/**
 * A queue as its broker's Jolokia is asked for it.
 *
 * @param type of the trigger
 * @param url of the attribute
 * @param origin Jolokia's guard against requests from elsewhere looks at it
 * @param password secret
 */
record JolokiaConfig(
        String type,
        String url,
        String origin,
        String username,
        String password,
        TlsSettings tls,
        double activation,
        MetricSpec metric) {

    Trigger<QueueLength> trigger(ScalerEnvironment environment, List<String> warnings) {
        return Trigger.of(new JolokiaSource(this, environment), metric, QueueLength.interpreter(activation), warnings);
    }

    /** Which of these parts are given though the template says it all. */
    static void warnOfParts(Params params, String template, List<String> parts) {
        parts.stream()
                .filter(params::isGiven)
                .forEach(part -> params.warn(part, "has no effect together with " + template));
    }

    /** Characters that would end the path of a URL. */
    static String inPath(String text) {
        return text.replace("#", "%23").replace("?", "%3F");
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "JolokiaConfig[" + metric.name() + "]";
    }
}
