package dev.weir.scalers.rabbitmq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.scalers.upstream.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON of the management plugin, read in one pass: a page of queues may have megabytes. What is absent or null counts as 0:
 * a queue that has just been made has no statistics.
 */
final class ManagementAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpAnswer answer;
    private final JsonParser json;

    private ManagementAnswer(HttpAnswer answer, JsonParser json) {
        this.answer = answer;
        this.json = json;
    }

    /** One queue. */
    static RabbitReading queue(HttpAnswer answer) {
        return read(answer, reader -> RabbitReading.of(List.of(reader.numbers())));
    }

    /** The first page of queues that a pattern found; there must be no second one. */
    static RabbitReading page(HttpAnswer answer) {
        return read(answer, ManagementAnswer::page);
    }

    /** What is read of a body whose first token is the start of an object. */
    private interface Reader {
        RabbitReading read(ManagementAnswer reader) throws IOException;
    }

    private static RabbitReading read(HttpAnswer answer, Reader reader) {
        try (JsonParser json = JSON.createParser(answer.body().getBytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw answer.unusable("answered with JSON that is not an object");
            }
            return reader.read(new ManagementAnswer(answer, json));
        } catch (IOException e) {
            throw answer.unusable("answered with a body that is not JSON");
        }
    }

    private RabbitReading page() throws IOException {
        long pages = 0;
        List<QueueNumbers> queues = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("page_count")) {
                pages = count(name);
            } else if (name.equals("items") && json.currentToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    queues.add(numbers());
                }
            } else {
                json.skipChildren();
            }
        }
        if (pages > 1) {
            throw answer.unusable(
                    "found queues on " + pages + " pages; make the pattern narrower or pageSize larger (up to 500)");
        }
        return RabbitReading.of(queues);
    }

    private QueueNumbers numbers() throws IOException {
        long messages = 0;
        long ready = 0;
        double[] rates = new double[2];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "messages" -> messages = count(name);
                case "messages_ready" -> ready = count(name);
                case "message_stats" -> rates = rates();
                default -> json.skipChildren();
            }
        }
        return new QueueNumbers(messages, ready, rates[0], rates[1]);
    }

    /** Published, then delivered. */
    private double[] rates() throws IOException {
        double[] rates = new double[2];
        while (json.currentToken() != JsonToken.VALUE_NULL && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "publish_details" -> rates[0] = rate(name);
                case "deliver_get_details" -> rates[1] = rate(name);
                default -> json.skipChildren();
            }
        }
        return rates;
    }

    private double rate(String details) throws IOException {
        double rate = 0;
        while (json.currentToken() != JsonToken.VALUE_NULL && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("rate") && isNumber(details)) {
                rate = json.getDoubleValue();
            } else {
                json.skipChildren();
            }
        }
        return rate;
    }

    private long count(String name) throws IOException {
        if (!isNumber(name)) {
            return 0;
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw answer.unusable("answered with \"" + name + "\" that is not a whole number");
        }
        return json.getLongValue();
    }

    private boolean isNumber(String name) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (!json.currentToken().isNumeric()) {
            throw answer.unusable("answered with \"" + name + "\" that is not a number");
        }
        return true;
    }
}
