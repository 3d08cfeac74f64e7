package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.demo.Picture.ObjectRow;
import dev.weir.gateway.demo.Picture.SourceRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ViewTest {

    @Test
    void tableShowsEverything() {
        assertEquals("""
                weir demo  1:05 of 2:00   metrics API https://127.0.0.1:6443
                49 polls, 300 gets answered (99 % within 4.5 ms), 6 replicas

                SOURCE       QUESTION                                  OBJECTS    POLLS
                orders       sum(shop_orders_open)                           6       22
                warehouse    /warehouse                                      4       27
                OBJECT          PODS  (of its maximum, a second each)
                orders             4            ··▂▄██  storefront         2              ▄▄▄▄
                invoices           0            ·▁▂▁··""", String.join("\n", new TableView(80, 24, true).render(picture(3))));
    }

    @Test
    void tableIsAsciiWhereNothingElseIsShown() {
        List<String> lines = new TableView(40, 24, false).render(picture(1));
        assertEquals("orders             4            __,-##", lines.get(7));
        assertTrue(String.join("", lines).chars().allMatch(character -> character < 128));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "80, 12", "40, 24", "200, 50", "20, 5", "1, 1"})
    void tableFitsTheTerminal(int columns, int rows) {
        List<String> lines = new TableView(columns, rows, true).render(picture(24));
        assertTrue(lines.size() <= rows, lines.size() + " lines");
        lines.forEach(line -> assertTrue(line.length() <= columns, line));
    }

    @Test
    void tableCountsWhatDoesNotFit() {
        List<String> lines = new TableView(80, 12, true).render(picture(24));
        assertEquals("… and 16 more", lines.get(lines.size() - 1));
    }

    @Test
    void wholeShopFitsTheUsualTerminal() {
        List<SourceRow> sources = Shop.questions().stream()
                .map(question -> new SourceRow(question.name(), question.asked(), 5, 10))
                .toList();
        List<ObjectRow> objects = Shop.items().stream()
                .map(item -> new ObjectRow(item.name(), 1, item.max(), List.of(1)))
                .toList();
        List<String> lines = new TableView(80, 24, true).render(picture(sources, objects));
        Shop.items().forEach(item -> assertTrue(String.join("\n", lines).contains(item.name()), item.name()));
    }

    @Test
    void lineSaysItInOne() {
        assertEquals(
                "1:05 of 2:00  3 objects, 2 of them up with 6 replicas; 2 sources polled 49 times; 300 gets answered",
                LineView.render(picture(3)));
    }

    @Test
    void terminalIsDrawnInPlaceAndLeftAsItWas() {
        StringWriter out = new StringWriter();
        DemoSettings settings = DemoSettings.of(
                Optional.empty(), 0, DemoSettings.Show.TABLE, Map.of("COLUMNS", "40", "LINES", "2"), "0");
        View view = View.of(settings, new PrintWriter(out));
        view.show(picture(1));
        view.close();
        assertEquals(
                "\\e[?1049h\\e[?25l\\e[2J\\e[Hweir demo  1:05 of 2:00   metrics API ht\\e[K\r\n"
                        + "49 polls, 300 gets answered (99 % within\\e[K\\e[J\\e[?25h\\e[?1049l",
                out.toString().replace("\u001b", "\\e"));
    }

    @Test
    void localeDecidesWhatIsShown() {
        assertTrue(settings(Map.of("LANG", "de_DE.UTF-8")).unicode());
        assertTrue(settings(Map.of("LC_ALL", "C.utf8", "LANG", "C")).unicode());
        assertEquals(
                false, settings(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8")).unicode());
        assertEquals(false, settings(Map.of()).unicode());
        assertEquals(80, settings(Map.of("COLUMNS", "wide")).columns());
    }

    private static DemoSettings settings(Map<String, String> environment) {
        return DemoSettings.of(Optional.empty(), 0, DemoSettings.Show.TABLE, environment, "0");
    }

    private static Picture picture(int objects) {
        List<ObjectRow> rows = new ArrayList<>(List.of(
                new ObjectRow("orders", 4, 4, List.of(0, 0, 1, 2, 4, 4)),
                new ObjectRow("invoices", 0, 8, List.of(0, 1, 2, 1, 0, 0)),
                new ObjectRow("storefront", 2, 4, List.of(2, 2, 2, 2))));
        for (int i = rows.size(); i < objects; i++) {
            rows.add(new ObjectRow("object-" + i, 0, 5, List.of()));
        }
        return picture(
                List.of(
                        new SourceRow("orders", "sum(shop_orders_open)", 6, 22),
                        new SourceRow("warehouse", "/warehouse", 4, 27)),
                rows.subList(0, objects));
    }

    private static Picture picture(List<SourceRow> sources, List<ObjectRow> objects) {
        return new Picture(
                Duration.ofSeconds(65),
                Optional.of(Duration.ofMinutes(2)),
                "https://127.0.0.1:6443",
                sources,
                objects,
                300,
                0,
                4.5,
                Optional.empty());
    }
}
