package dev.weir.gateway.prometheus;

import dev.weir.cache.source.Question;
import dev.weir.cache.source.Quoted;
import dev.weir.gateway.prometheus.query.Parameters;
import dev.weir.gateway.prometheus.query.QueryText;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What triggers poll. Their questions are looked through once a second at most, and each of them is read once. One event
 * loop.
 */
public final class PolledAnswers implements KnownAnswers {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A question without needless space. */
    private record Plain(String server, String query, Map<String, String> more, String tenant) {}

    private final Supplier<Set<Question>> questions;
    private final Function<Question, Optional<Quoted>> quoted;
    private final InstantSource clock;
    private Map<Question, Plain> plain = Map.of();
    private Map<Plain, Question> byPlain = Map.of();
    private Instant lookedAt = Instant.EPOCH;

    /**
     * Of a cache.
     *
     * @param questions what is polled
     * @param quoted what was last said to one of these
     */
    public PolledAnswers(
            Supplier<Set<Question>> questions, Function<Question, Optional<Quoted>> quoted, InstantSource clock) {
        this.questions = questions;
        this.quoted = quoted;
        this.clock = clock;
    }

    @Override
    public Optional<Known> find(URI upstream, String query, Parameters more, String tenant) {
        look();
        Map<String, String> rest = new HashMap<>();
        more.forEach(rest::put);
        Question asked = byPlain.get(new Plain(upstream.toString(), query, rest, tenant));
        return asked == null
                ? Optional.empty()
                : quoted.apply(asked)
                        .map(said -> new Known(Buffer.buffer(said.text()), said.askedAt(), said.interval()));
    }

    private void look() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(LOOK)) && !now.isBefore(lookedAt)) {
            return;
        }
        lookedAt = now;
        Map<Question, Plain> next = new HashMap<>();
        Map<Plain, Question> turned = new HashMap<>();
        for (Question question : questions.get()) {
            Plain seen = plain.get(question);
            Plain read = seen == null ? read(question) : seen;
            next.put(question, read);
            turned.put(read, question);
        }
        plain = next;
        byPlain = turned;
    }

    private static Plain read(Question question) {
        return new Plain(
                question.server().replaceAll("/+$", ""),
                QueryText.of(question.text()).text(),
                question.more(),
                question.tenant());
    }
}
