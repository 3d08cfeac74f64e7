package dev.weir.controller.observed;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What KEDA's metrics call the scaler of a trigger that has no name of its own: its implementation. Most are the type in
 * camel case with {@code Scaler} behind it.
 */
final class ScalerNames {

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("activemq", "activeMQScaler"),
            Map.entry("arangodb", "arangoDBScaler"),
            Map.entry("artemis-queue", "artemisScaler"),
            Map.entry("aws-dynamodb", "awsDynamoDBScaler"),
            Map.entry("aws-dynamodb-streams", "awsDynamoDBStreamsScaler"),
            Map.entry("azure-eventhub", "azureEventHubScaler"),
            Map.entry("azure-servicebus", "azureServiceBusScaler"),
            Map.entry("beanstalkd", "BeanstalkdScaler"),
            Map.entry("couchdb", "couchDBScaler"),
            Map.entry("cpu", "cpuMemoryScaler"),
            Map.entry("gcp-cloudtasks", "gcpCloudTasksScaler"),
            Map.entry("gcp-pubsub", "pubsubScaler"),
            Map.entry("gcp-spanner", "spannerScaler"),
            Map.entry("gcp-stackdriver", "stackdriverScaler"),
            Map.entry("gcp-storage", "gcsScaler"),
            Map.entry("influxdb", "influxDBScaler"),
            Map.entry("memory", "cpuMemoryScaler"),
            Map.entry("metrics-api", "metricsAPIScaler"),
            Map.entry("mongodb", "mongoDBScaler"),
            Map.entry("mysql", "mySQLScaler"),
            Map.entry("nats-jetstream", "natsJetStreamScaler"),
            Map.entry("new-relic", "newrelicScaler"),
            Map.entry("postgresql", "postgreSQLScaler"),
            Map.entry("predictkube", "PredictKubeScaler"),
            Map.entry("rabbitmq", "rabbitMQScaler"),
            Map.entry("redis-cluster", "redisScaler"),
            Map.entry("redis-sentinel", "redisScaler"),
            Map.entry("redis-cluster-streams", "redisStreamsScaler"),
            Map.entry("redis-sentinel-streams", "redisStreamsScaler"),
            Map.entry("solace-direct-messaging", "SolaceDMScaler"),
            Map.entry("solace-event-queue", "SolaceScaler"),
            Map.entry("solarwinds", "solarWindsScaler"),
            Map.entry("splunk", "SplunkScaler"));

    private ScalerNames() {}

    static String of(@Nullable String triggerName, String type) {
        return triggerName == null || triggerName.isEmpty() ? implementation(type) : triggerName;
    }

    private static String implementation(String type) {
        String known = OTHERS.get(type);
        return known == null ? camelCase(type) + "Scaler" : known;
    }

    private static String camelCase(String words) {
        StringBuilder camel = new StringBuilder();
        for (String word : words.split("-")) {
            camel.append(
                    camel.isEmpty() || word.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
