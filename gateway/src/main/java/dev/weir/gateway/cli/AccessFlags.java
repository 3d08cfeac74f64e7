package dev.weir.gateway.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of KEDA's metrics server that say who may read; each is a setting of the same name. */
final class AccessFlags {

    private static final List<String> SWITCHES =
            List.of("authentication-skip-lookup", "authentication-tolerate-lookup-failure");

    /** May be given more than once, or with commas between. */
    private static final List<String> LISTS = List.of(
            "requestheader-allowed-names",
            "requestheader-username-headers",
            "requestheader-uid-headers",
            "requestheader-group-headers",
            "requestheader-extra-headers-prefix",
            "authorization-always-allow-paths");

    private static final List<String> TEXTS = List.of(
            "client-ca-file",
            "requestheader-client-ca-file",
            "authentication-kubeconfig",
            "authorization-kubeconfig",
            "authentication-token-webhook-cache-ttl",
            "authorization-webhook-cache-authorized-ttl",
            "authorization-webhook-cache-unauthorized-ttl");

    private AccessFlags() {}

    static void addTo(CommandSpec command) {
        SWITCHES.forEach(name -> command.addOption(
                option(name).arity("0..1").fallbackValue("true").build()));
        LISTS.forEach(name -> command.addOption(option(name).arity("1").build()));
        TEXTS.forEach(name -> command.addOption(option(name).arity("1").build()));
    }

    private static OptionSpec.Builder option(String name) {
        return OptionSpec.builder("--" + name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true);
    }

    /** Adds what was given to the settings; an empty text is as good as none, as in KEDA. */
    static void into(Map<String, String> settings, ParseResult parsed) {
        for (String name : SWITCHES) {
            given(parsed, name).forEach(value -> settings.put(name, GoSwitch.normal(value)));
        }
        for (String name : LISTS) {
            List<String> given = given(parsed, name);
            if (!given.isEmpty()) {
                settings.put(name, String.join(",", given));
            }
        }
        for (String name : TEXTS) {
            given(parsed, name).forEach(value -> settings.put(name, value));
        }
    }

    private static List<String> given(ParseResult parsed, String name) {
        if (!parsed.hasMatchedOption("--" + name)) {
            return List.of();
        }
        return parsed.matchedOption("--" + name).typedValues().stream()
                .flatMap(values -> ((List<?>) values).stream())
                .map(String::valueOf)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
