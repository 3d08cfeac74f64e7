package dev.weir.gateway.prometheus.query;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The parameters of a request: values by name, in the order in which they were given. Immutable. */
public final class Parameters {

    /** Of one request. */
    public static final int MOST = 1_000;

    private final TreeMap<String, List<String>> values;

    private Parameters(TreeMap<String, List<String>> values) {
        this.values = values;
    }

    /** Of a body and of a URI; the body's come first, as Prometheus reads them. */
    public static Parameters of(String body, String uriQuery) throws BadParameterException {
        TreeMap<String, List<String>> values = new TreeMap<>();
        int left = read(body, values, MOST);
        read(uriQuery, values, left);
        return new Parameters(values);
    }

    private static int read(String encoded, Map<String, List<String>> into, int room) throws BadParameterException {
        int left = room;
        for (int from = 0; from < encoded.length(); ) {
            int end = encoded.indexOf('&', from);
            String pair = encoded.substring(from, end < 0 ? encoded.length() : end);
            from = end < 0 ? encoded.length() : end + 1;
            if (pair.isEmpty()) {
                continue;
            }
            if (pair.indexOf(';') >= 0) {
                // Prometheus drops such a pair; so would mean another question than the caller's.
                throw new BadParameterException("a parameter holds \";\", which has to be written %3B");
            }
            if (--left < 0) {
                throw new BadParameterException("more than " + MOST + " parameters");
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            into.computeIfAbsent(name, first -> new ArrayList<>(1))
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return left;
    }

    private static String decoded(String text) throws BadParameterException {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '%') {
                int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
                int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new BadParameterException("a parameter holds \"%\" without two hexadecimal digits behind it");
                }
                bytes.put((byte) (high << 4 | low));
                at += 2;
            } else {
                bytes.put(raw[at] == '+' ? (byte) ' ' : raw[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadParameterException("a parameter is not UTF-8");
        }
    }

    /** The first value; empty if the parameter is not there or says nothing, which Prometheus takes for the same. */
    public Optional<String> first(String name) {
        List<String> given = values.get(name);
        return given == null || given.get(0).isEmpty() ? Optional.empty() : Optional.of(given.get(0));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All that are given, each name once; a view. */
    public Iterable<String> names() {
        return values.keySet();
    }

    public Parameters without(String name) {
        if (!values.containsKey(name)) {
            return this;
        }
        TreeMap<String, List<String>> fewer = new TreeMap<>(values);
        fewer.remove(name);
        return new Parameters(fewer);
    }

    /** With this value and no other of this name. */
    public Parameters with(String name, String value) {
        TreeMap<String, List<String>> other = new TreeMap<>(values);
        other.put(name, List.of(value));
        return new Parameters(other);
    }

    /** Each pair, by name. */
    public void forEach(BiConsumer<String, String> use) {
        values.forEach((name, all) -> all.forEach(value -> use.accept(name, value)));
    }

    /** As a form or a URI's query. */
    public String encoded() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }
}
