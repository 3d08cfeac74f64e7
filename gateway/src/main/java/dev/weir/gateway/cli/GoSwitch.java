package dev.weir.gateway.cli;

import picocli.CommandLine.ITypeConverter;

/** Words that Go's flags take for true and false; what is neither is left as it is, for whoever reads it to refuse. */
final class GoSwitch implements ITypeConverter<String> {

    @Override
    public String convert(String given) {
        return normal(given);
    }

    static String normal(String given) {
        return switch (given) {
            case "1", "t", "T", "TRUE", "True" -> "true";
            case "0", "f", "F", "FALSE", "False" -> "false";
            default -> given;
        };
    }
}
