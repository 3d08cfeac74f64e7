package dev.weir.controller.manifests;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What a scalar of YAML means: a text, a number, true, false or nothing. */
final class YamlScalars {

    /** How a flaw begins that the parser found. */
    static final String INVALID = "is not valid YAML";

    static final CoreSchema SCHEMA = new CoreSchema();

    /** No number of a manifest is longer, and reading a long one takes the square of its length. */
    private static final int LONGEST_NUMBER = 100;

    /** The schema makes a new one at each call. */
    private static final ScalarResolver RESOLVER = SCHEMA.getScalarResolver();

    private static final Map<Tag, ConstructNode> CONSTRUCTORS = SCHEMA.getSchemaTagConstructors();

    /** Sentences of the parser that show no character of the text, although they say what was found. */
    private static final Set<String> WHOLE = Set.of(
            "found unexpected end of stream",
            "found unexpected document separator",
            "found duplicate YAML directive",
            "could not find expected ':'");

    private YamlScalars() {}

    /** @param flaws takes what is wrong; then the value is the text as written */
    static @Nullable Object value(ScalarEvent scalar, Consumer<String> flaws) {
        String text = scalar.getValue();
        Optional<String> given = scalar.getTag().filter(tag -> !tag.equals("!"));
        if (given.isEmpty() && !scalar.getImplicit().canOmitTagInPlainScalar()) {
            return text;
        }
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        Tag tag = given.map(Tag::new).orElseGet(() -> RESOLVER.resolve(text, true));
        if (tag.equals(Tag.STR) || (given.isEmpty() && !CONSTRUCTORS.containsKey(tag))) {
            return text;
        }
        ConstructNode constructor = CONSTRUCTORS.get(tag);
        if (constructor == null) {
            flaws.accept("has a tag that Kubernetes does not know");
            return text;
        }
        try {
            return constructor.construct(new ScalarNode(tag, text, scalar.getScalarStyle()));
        } catch (YamlEngineException | IllegalArgumentException e) {
            flaws.accept("has a value that is not what its tag says");
            return text;
        }
    }

    /** Some of the parser's sentences end in what was found, which may be a part of a secret. */
    static String withoutContent(@Nullable String problem) {
        String text = problem == null ? "" : problem;
        if (text.contains("indentation)")) {
            return INVALID + ": has a tab where only spaces may stand";
        }
        int found = WHOLE.contains(text) ? -1 : text.indexOf("found");
        String known = (found < 0 ? text : text.substring(0, found)).replaceFirst("[\\s,]+(but )?$", "");
        return INVALID + ": " + (known.isBlank() ? "has a character that cannot stand here" : known);
    }
}
