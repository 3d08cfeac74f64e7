package dev.weir.scalers.kafka;

import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.Params;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a trigger. */
record KafkaConfig(KafkaCluster cluster, KafkaQuestion question, LagMeaning meaning) {

    private static final Pattern VERSION = Pattern.compile("0(\\.[0-9]+){3}|[1-9][0-9]*(\\.[0-9]+){2}");

    /** The {@code offsetResetPolicy} parameter. */
    private enum Reset {
        latest,
        earliest
    }

    static KafkaConfig from(Params params, Dialect dialect) {
        KafkaCluster cluster = KafkaAccess.from(params, dialect);
        String group = params.text("consumerGroup").from(METADATA, ENV).required();
        List<String> topics = topics(params, dialect);
        LagMeaning meaning = meaning(params, dialect, topics.isEmpty());
        if (dialect == Dialect.KAFKA) {
            version(params);
            boolean full = params.bool("fullMetadata").orElse(true);
            params.require(full || !topics.isEmpty(), "fullMetadata", "is false, which needs the parameter topic");
        }
        return params.build(() ->
                new KafkaConfig(Objects.requireNonNull(cluster), new KafkaQuestion(dialect, group, topics), meaning));
    }

    private static List<String> topics(Params params, Dialect dialect) {
        if (dialect == Dialect.APACHE) {
            return params.list("topic").from(METADATA, ENV).orElse(List.of());
        }
        String topic = params.text("topic").from(METADATA, ENV).orNull();
        return topic == null ? List.of() : List.of(topic);
    }

    private static LagMeaning meaning(Params params, Dialect dialect, boolean noTopic) {
        long threshold = params.integer("lagThreshold").orElse(10L);
        params.require(threshold > 0, "lagThreshold", "is " + threshold + "; accepted is 1 or more");
        long activation = params.integer("activationLagThreshold").orElse(0L);
        params.require(activation >= 0, "activationLagThreshold", "is " + activation + "; accepted is 0 or more");
        Reset reset = params.oneOf(Reset.class, "offsetResetPolicy").orElse(Reset.latest);
        boolean idle = params.bool("allowIdleConsumers").orElse(false);
        boolean persistent = params.bool("excludePersistentLag").orElse(false);
        boolean toZero = params.bool("scaleToZeroOnInvalidOffset").orElse(false);
        boolean limit = params.bool("limitToPartitionsWithLag").orElse(false);
        boolean even = params.bool("ensureEvenDistributionOfPartitions").orElse(false);
        together(params, dialect, noTopic, idle, limit, even);
        return new LagMeaning(
                dialect,
                threshold,
                activation,
                reset == Reset.earliest,
                idle,
                persistent,
                toZero,
                limit,
                even,
                only(params, dialect, noTopic),
                Map.of());
    }

    private static void together(
            Params params, Dialect dialect, boolean noTopic, boolean idle, boolean limit, boolean even) {
        String limiting = "limitToPartitionsWithLag";
        params.require(!limit || !noTopic, limiting, "needs the parameter topic");
        params.require(!limit || !idle, limiting, "cannot be used together with allowIdleConsumers");
        if (dialect == Dialect.KAFKA) {
            String evening = "ensureEvenDistributionOfPartitions";
            params.require(!limit || !even, limiting, "cannot be used together with " + evening);
            params.require(!even || !noTopic, evening, "needs the parameter topic");
        }
    }

    /** Without a topic it is dropped; KEDA then does not even look at its words, but for {@code apache-kafka}. */
    private static PartitionRanges only(Params params, Dialect dialect, boolean noTopic) {
        String text = params.text("partitionLimitation").orNull();
        if (text == null) {
            return PartitionRanges.ALL;
        }
        if (noTopic) {
            params.warn("partitionLimitation", "has no effect without topic");
        }
        if (noTopic && dialect == Dialect.KAFKA) {
            return PartitionRanges.ALL;
        }
        PartitionRanges given = ranges(params, text);
        return noTopic || given == null ? PartitionRanges.ALL : given;
    }

    private static @Nullable PartitionRanges ranges(Params params, String text) {
        try {
            return PartitionRanges.parse(text);
        } catch (IllegalArgumentException e) {
            params.problem(
                    "partitionLimitation", "is \"" + text + "\"; accepted are partitions and ranges such as 1,3,5-10");
            return null;
        }
    }

    /** It steers how KEDA's client speaks; ours finds that out by itself. */
    private static void version(Params params) {
        String version = params.text("version").orNull();
        if (version != null) {
            params.require(
                    VERSION.matcher(version).matches(),
                    "version",
                    "is \"" + version + "\"; accepted is a version of Kafka such as 1.0.0 or 0.11.0.2");
        }
    }
}
