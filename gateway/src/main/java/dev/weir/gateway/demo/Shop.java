package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the demo scales: the workloads of a web shop, many of which ask the same few questions. The days of the questions
 * begin one after the other, so that something happens all the time.
 */
final class Shop {

    static final String NAMESPACE = "shop";

    static final Question ORDERS = Question.query("orders", "sum(shop_orders_open)", wave(60, 1));
    static final Question VIEWS = Question.query("page views", "sum(rate(shop_page_views_total[1m]))", wave(120, 2.5));
    static final Question MEDIA =
            Question.query("media queue", "sum(shop_queue_messages{queue=\"media\"})", wave(200, 4));
    static final Question WAREHOUSE = Question.document(
            "warehouse",
            "/warehouse",
            Map.of("parcels.waiting", wave(80, 5.5), "parcels.returned", wave(30, 6), "picks.open", wave(50, 5)));
    static final Question SUPPORT = Question.document(
            "support", "/support", Map.of("tickets.open", wave(40, 7), "chats.waiting", wave(24, 7.5)));

    private Shop() {}

    /**
     * One ScaledObject with its Deployment.
     *
     * @param field of the question's answer
     * @param target value for each replica
     * @param activation value above which it is active
     * @param min 0 if it may go to zero
     */
    record Item(String name, Question question, String field, int target, int activation, int min, int max) {}

    static List<Question> questions() {
        return List.of(ORDERS, VIEWS, MEDIA, WAREHOUSE, SUPPORT);
    }

    static List<Item> items() {
        return List.of(
                query("orders", ORDERS, 6, 0, 0, 10),
                query("invoices", ORDERS, 10, 2, 0, 8),
                query("order-emails", ORDERS, 15, 4, 0, 5),
                query("fraud-check", ORDERS, 8, 3, 0, 8),
                query("loyalty-points", ORDERS, 20, 10, 0, 4),
                query("tax-reports", ORDERS, 30, 12, 0, 3),
                query("storefront", VIEWS, 12, 0, 2, 12),
                query("search", VIEWS, 20, 0, 1, 8),
                query("recommendations", VIEWS, 25, 10, 0, 6),
                query("price-cache", VIEWS, 40, 20, 0, 4),
                query("clickstream", VIEWS, 15, 0, 0, 10),
                query("thumbnails", MEDIA, 16, 0, 0, 14),
                query("video-previews", MEDIA, 25, 20, 0, 9),
                query("virus-scan", MEDIA, 40, 0, 0, 6),
                query("watermarks", MEDIA, 50, 30, 0, 5),
                query("alt-texts", MEDIA, 80, 40, 0, 3),
                field("pick-lists", WAREHOUSE, "picks.open", 8, 0, 0, 8),
                field("parcel-labels", WAREHOUSE, "parcels.waiting", 10, 5, 0, 9),
                field("returns", WAREHOUSE, "parcels.returned", 6, 2, 0, 6),
                field("stock-sync", WAREHOUSE, "picks.open", 20, 0, 1, 4),
                field("chat-routing", SUPPORT, "chats.waiting", 4, 0, 1, 8),
                field("ticket-triage", SUPPORT, "tickets.open", 5, 0, 0, 10),
                field("translations", SUPPORT, "tickets.open", 12, 6, 0, 5),
                field("surveys", SUPPORT, "chats.waiting", 8, 3, 0, 4));
    }

    private static Item query(String name, Question question, int target, int activation, int min, int max) {
        return new Item(name, question, "value", target, activation, min, max);
    }

    private static Item field(
            String name, Question question, String field, int target, int activation, int min, int max) {
        return new Item(name, question, field, target, activation, min, max);
    }

    private static Wave wave(double peak, double dawnSeconds) {
        return new Wave(peak, Duration.ofMillis((long) (dawnSeconds * 1000)));
    }
}
