package dev.weir.gateway.telemetry;

import java.util.Map;

/** Writes Prometheus text, version 0.0.4. The client library refuses gauges whose names end in {@code _total}, and KEDA has two. */
final class ExpositionText {

    /** How a metric is called, what it is and what it says. */
    record Family(String name, String type, String help) {}

    private final StringBuilder text = new StringBuilder(4_096);

    void begin(Family family) {
        text.append("# HELP ")
                .append(family.name())
                .append(' ')
                .append(family.help())
                .append('\n');
        text.append("# TYPE ")
                .append(family.name())
                .append(' ')
                .append(family.type())
                .append('\n');
    }

    /** One sample; labels in the order of the map. */
    void sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        char separator = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(separator).append(label.getKey()).append("=\"");
            escaped(label.getValue());
            text.append('"');
            separator = ',';
        }
        text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
    }

    private void escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
