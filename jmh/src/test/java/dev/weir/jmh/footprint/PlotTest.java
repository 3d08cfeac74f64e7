package dev.weir.jmh.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class PlotTest {

    @Test
    void whatCostsTheSameIsAtTheSameHeight() throws Exception {
        Document svg = parsed(Plot.of(FootprintReports.of(options(1, 1_000, 10_000))));
        assertEquals(4, svg.getElementsByTagName("circle").getLength());
        assertEquals(attribute(svg, 0, "cy"), attribute(svg, 1, "cy"));
        assertTrue(Double.parseDouble(attribute(svg, 0, "cx")) < Double.parseDouble(attribute(svg, 1, "cx")));
        assertTrue(text(svg).contains("3,000"), text(svg));
    }

    @Test
    void isDrawnOfNothingToo() throws Exception {
        FootprintOptions options = options(5, 10);
        FootprintReport report = new FootprintReport(
                options,
                List.of(FootprintReports.of(5, OptionalLong.empty()), FootprintReports.of(10, OptionalLong.empty())));
        assertEquals(1, parsed(Plot.of(report)).getElementsByTagName("circle").getLength());
    }

    @Test
    void theScaleEndsAboveWhatIsShown() {
        assertEquals(4_000, Plot.ceiling(3_000));
        assertEquals(10, Plot.ceiling(9.4));
        assertEquals(0.05, Plot.ceiling(0.041), 1e-9);
        assertEquals(1, Plot.ceiling(0));
    }

    private static FootprintOptions options(Integer... sizes) {
        return new FootprintOptions(
                List.of(sizes), 1, Duration.ofSeconds(30), Duration.ofSeconds(60), Optional.empty(), Optional.empty());
    }

    private static Document parsed(Plot plot) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static String attribute(Document svg, int circle, String name) {
        return ((Element) svg.getElementsByTagName("circle").item(circle)).getAttribute(name);
    }

    private static String text(Document svg) {
        return svg.getDocumentElement().getTextContent();
    }
}
