package dev.weir.gateway.cli;

import dev.weir.gateway.config.Given;
import dev.weir.gateway.config.Misspelling;
import dev.weir.gateway.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings from the command line, the variables {@code WEIR_…} and the configuration file: whoever comes first in this order
 * wins. Every problem is collected.
 */
final class SettingSources {

    /** Options of {@code weir serve} that are no settings of the gateway, and may stand in the file and the environment too. */
    static final Set<String> OWN = Set.of(
            "kubeconfig",
            "objects",
            "namespace",
            "ca-dir",
            "filepath-auth-root-path",
            "k8s-cluster-name",
            "leader-election-id");

    private static final String PREFIX = "WEIR_";

    /** The launcher's, the build's, and the place of the file itself. */
    private static final Set<String> OTHERS = Set.of(
            "WEIR_CONFIG",
            "WEIR_JAVA_OPTS",
            "WEIR_TTY",
            "WEIR_REQUIRE_SERVERS",
            "WEIR_NEWER_JDK",
            "WEIR_KEEP_SERVERS",
            "WEIR_CLUSTER");

    /** What a kubelet tells every pod about Services whose names begin with {@code weir}. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "WEIR_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, Given> given = new TreeMap<>();
    private final List<String> problems;

    private SettingSources(List<String> problems) {
        this.problems = problems;
    }

    /**
     * All that is given.
     *
     * @param options those of the command line
     * @param config the file that it names
     * @param problems collects what is wrong
     */
    static SettingSources of(
            Map<String, String> options,
            @Nullable Path config,
            Map<String, String> environment,
            List<String> problems) {
        SettingSources sources = new SettingSources(problems);
        options.forEach((name, value) -> sources.given.put(name, Given.option(value)));
        sources.environment(environment);
        Path file = config == null ? sources.named(environment.getOrDefault("WEIR_CONFIG", "")) : config;
        if (file != null) {
            ConfigFile.read(file, sources.given, problems);
        }
        return sources;
    }

    private @Nullable Path named(String file) {
        try {
            return file.isBlank() ? null : Path.of(file);
        } catch (InvalidPathException e) {
            problems.add("WEIR_CONFIG: given \"" + file + "\", accepted is the path of a file");
            return null;
        }
    }

    private void environment(Map<String, String> environment) {
        Map<String, String> names = new HashMap<>();
        Settings.names().forEach(name -> names.put(variable(name), name));
        OWN.forEach(name -> names.put(variable(name), name));
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(PREFIX)
                    || OTHERS.contains(variable)
                    || SERVICE_LINK.matcher(variable).matches()
                    || LINK.matcher(value).matches()) {
                return;
            }
            String name = names.get(variable);
            if (name != null) {
                given.putIfAbsent(name, new Given(value, variable));
                return;
            }
            String meant = Misspelling.nearest(variable, names.keySet())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("; variables are settings in capitals, such as WEIR_MAX_CONNECTIONS for max-connections,"
                            + " and weir serve --print-config lists the settings");
            problems.add("variable " + variable + " is of no setting" + meant);
        });
    }

    private static String variable(String name) {
        return PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What is given of an option of {@link #OWN}; null if nothing. */
    @Nullable
    Given own(String name) {
        return given.get(name);
    }

    /** Settings of the gateway. */
    Map<String, Given> settings() {
        Map<String, Given> settings = new TreeMap<>(given);
        settings.keySet().removeAll(OWN);
        return settings;
    }

    /** Options of {@link #OWN} by name. */
    Map<String, Given> owns() {
        Map<String, Given> owns = new TreeMap<>(given);
        owns.keySet().retainAll(new TreeSet<>(OWN));
        return owns;
    }
}
