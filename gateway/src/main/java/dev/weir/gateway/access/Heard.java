package dev.weir.gateway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The headers of a request that say who asks, in their order. One for an event loop, used again and again. */
final class Heard implements BiConsumer<String, String> {

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private IdentityHeaders wanted = Trust.NOBODY.headers();

    /** Begins anew, for headers of these names. */
    Heard anew(IdentityHeaders headers) {
        wanted = headers;
        names.clear();
        values.clear();
        return this;
    }

    @Override
    public void accept(String name, String value) {
        if (wanted.concerns(name)) {
            names.add(name);
            values.add(value);
        }
    }

    List<String> names() {
        return names;
    }

    List<String> values() {
        return values;
    }

    boolean equal(String[] otherNames, String[] otherValues) {
        if (otherNames.length != names.size()) {
            return false;
        }
        for (int at = 0; at < otherNames.length; at++) {
            if (!otherValues[at].equals(values.get(at)) || !otherNames[at].equals(names.get(at))) {
                return false;
            }
        }
        return true;
    }

    int characters() {
        int sum = 0;
        for (int at = 0; at < names.size(); at++) {
            sum += names.get(at).length() + values.get(at).length();
        }
        return sum;
    }
}
