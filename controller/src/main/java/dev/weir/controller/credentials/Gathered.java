package dev.weir.controller.credentials;

import dev.weir.scalers.stores.KeptAnswers.Known;
import dev.weir.scalers.stores.StoreAnswer;
import dev.weir.scalers.stores.StoreQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What comes together of one authentication: parameters, and what is to be said of where they come from. */
final class Gathered {

    private final References references;
    private final User user;
    private final String label;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> awaited = new ArrayList<>();

    /** @param label of the authentication, before all that is said */
    Gathered(References references, User user, String label) {
        this.references = references;
        this.user = user;
        this.label = label;
    }

    Map<String, String> values() {
        return values;
    }

    /** What the user may want to know; the trigger can be made. */
    List<String> notes() {
        return notes;
    }

    /** Why the trigger cannot be made. */
    List<String> problems() {
        return problems;
    }

    /** What has not been answered yet. */
    List<String> awaited() {
        return awaited;
    }

    void put(@Nullable String parameter, @Nullable String value) {
        if (parameter != null) {
            values.put(parameter, value == null ? "" : value);
        }
    }

    void note(String what) {
        notes.add(label + ": " + what);
    }

    void problem(String what) {
        problems.add(label + ": " + what);
    }

    /**
     * The answer of a store; empty if there is none, or none yet. A failure beside an older answer is a note.
     *
     * @param given the field that asks
     * @param failed takes the failure where there has been no answer
     */
    Optional<StoreAnswer> answer(String given, StoreQuestion question, Consumer<Throwable> failed) {
        Known known = references.ask(user, question);
        StoreAnswer answer = known.answer();
        RuntimeException failure = known.failure();
        if (known.awaited()) {
            awaited.add(label + ": " + given + ": " + question.label() + " has not been answered yet");
        } else if (answer == null && failure != null) {
            failed.accept(failure);
        } else if (failure != null) {
            note(given + ": " + question.label() + " is not renewed, the last good value stays: "
                    + failure.getMessage());
        }
        return Optional.ofNullable(answer);
    }
}
