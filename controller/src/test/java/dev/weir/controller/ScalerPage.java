package dev.weir.controller;

import dev.weir.scalers.spi.Declared;
import dev.weir.scalers.spi.Params.From;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of one trigger type. What stands between its markers follows from the declarations, but for the last column of
 * the parameters, which people write; the rest is theirs too.
 *
 * @param text of the page, empty if there is none
 */
record ScalerPage(String type, String text) {

    static final Path FOLDER = Path.of("../deploy/docs/scalers");

    private static final String PARAMETERS = "<!-- parameters: made by ScalerPagesTest, the last column is kept -->\n";
    private static final String PROBLEMS = "<!-- problems: made by ScalerPagesTest -->\n";
    private static final String END = "<!-- end -->";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)`[^|]*\\|(?:[^|]*\\|){3} ?(.*?) ?\\|");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static ScalerPage read(String type) {
        Path file = FOLDER.resolve(type + ".md");
        try {
            return new ScalerPage(type, Files.exists(file) ? Files.readString(file) : skeleton(type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(type + ".md"), text);
    }

    /** This page as it ought to be. */
    ScalerPage with(List<Declared> declarations, List<String> problems) {
        String table = "| parameter | given in, the first counts | accepted | if not given | what it is |\n"
                + "| --- | --- | --- | --- | --- |\n"
                + declarations.stream().map(this::row).collect(Collectors.joining());
        String said = problems.isEmpty() ? "None is needed.\n" : "```\n" + String.join("\n", problems) + "\n```\n";
        return new ScalerPage(type, between(PROBLEMS, said, between(PARAMETERS, table, text)));
    }

    /** What people have written of a parameter; empty if nothing. */
    String meaning(String parameter) {
        return meanings().getOrDefault(parameter, "");
    }

    List<String> examples() {
        List<String> examples = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(text);
        while (example.find()) {
            examples.add(example.group(1));
        }
        return examples;
    }

    private static String skeleton(String type) {
        return "# " + type + "\n\n```yaml\n```\n\n## Parameters\n\n" + PARAMETERS + END
                + "\n\n## Errors\n\nOf a trigger without any parameter:\n\n" + PROBLEMS + END + "\n";
    }

    private static String between(String marker, String content, String text) {
        int start = text.indexOf(marker);
        int end = text.indexOf(END, start);
        if (start < 0 || end < 0) {
            throw new AssertionError("the page has no " + marker.trim() + " … " + END);
        }
        return text.substring(0, start + marker.length()) + content + text.substring(end);
    }

    private String row(Declared declared) {
        String names = declared.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" or "));
        String from = declared.from().stream().map(ScalerPage::place).collect(Collectors.joining(", "));
        String otherwise = declared.required()
                ? "required"
                : declared.otherwise().isEmpty() ? "" : "`" + declared.otherwise() + "`";
        return "| " + names + " | " + from + " | " + declared.accepted() + " | " + otherwise + " | "
                + meaning(declared.name()) + " |\n";
    }

    private static String place(From from) {
        return switch (from) {
            case METADATA -> "metadata";
            case AUTH -> "authentication";
            case ENV -> "environment";
        };
    }

    private Map<String, String> meanings() {
        Map<String, String> meanings = new HashMap<>();
        Matcher row = ROW.matcher(text.substring(Math.max(0, text.indexOf(PARAMETERS))));
        while (row.find()) {
            meanings.putIfAbsent(row.group(1), row.group(2));
        }
        return meanings;
    }
}
