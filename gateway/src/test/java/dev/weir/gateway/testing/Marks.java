package dev.weir.gateway.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Secrets that can be told apart, and a search for them in whatever form they may have been written. */
public final class Marks {

    private final Map<String, String> marks = new LinkedHashMap<>();

    /** A secret by where it is put; the same each time. It holds what URLs, JSON and shells would escape. */
    public String of(String place) {
        return marks.computeIfAbsent(place, key -> "mArK" + (1000 + marks.size()) + "/s+cr\u00e9t&" + place.hashCode());
    }

    /** Where secrets came from that are in this text, in words. */
    public List<String> in(String text) {
        List<String> found = new ArrayList<>();
        marks.forEach((place, mark) -> forms(mark).forEach(form -> {
            int at = text.indexOf(form);
            if (at >= 0) {
                found.add("the secret of " + place + ": …"
                        + text.substring(Math.max(0, at - 80), Math.min(text.length(), at + form.length() + 20)));
            }
        }));
        return found;
    }

    /** How many places there are. */
    public int size() {
        return marks.size();
    }

    /** The mark as it is and as it may be encoded; the first letters alone suffice where the rest is escaped in one of many ways. */
    private static Set<String> forms(String mark) {
        Set<String> forms = new LinkedHashSet<>();
        byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
        forms.add(mark.substring(0, mark.indexOf('/')));
        forms.add(URLEncoder.encode(mark, StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[bytes.length + offset];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            // Without the groups that its neighbours take part in.
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String inner = encoded.substring(4, encoded.length() - 4);
            forms.add(inner);
            forms.add(inner.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
