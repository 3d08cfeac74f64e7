package dev.weir.scalers.redis.resp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server answered to one command. Each look at it as something that it is not finds nothing. */
public sealed interface Answer {

    /** Simple and bulk strings, as UTF-8. */
    record Text(String value) implements Answer {

        @Override
        public String text() {
            return value;
        }
    }

    record Number(long value) implements Answer {

        @Override
        public OptionalLong number() {
            return OptionalLong.of(value);
        }
    }

    /** An error: its code, then words, as in {@code WRONGTYPE Operation against a key …}. */
    record Refusal(String words) implements Answer {

        @Override
        public Optional<String> refusal() {
            return Optional.of(words);
        }
    }

    /** Null. */
    record Nothing() implements Answer {}

    record Items(List<Answer> all) implements Answer {
        public Items {
            all = List.copyOf(all);
        }

        @Override
        public List<Answer> items() {
            return all;
        }
    }

    default String text() {
        return "";
    }

    default OptionalLong number() {
        return OptionalLong.empty();
    }

    default Optional<String> refusal() {
        return Optional.empty();
    }

    default List<Answer> items() {
        return List.of();
    }

    /** The item at this place, or nothing. */
    default Answer item(int place) {
        return place < items().size() ? items().get(place) : new Nothing();
    }

    /** In a list of names and values by turns, the value behind a name, or nothing. */
    default Answer named(String name) {
        List<Answer> all = items();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            if (all.get(i).text().equals(name)) {
                return all.get(i + 1);
            }
        }
        return new Nothing();
    }
}
