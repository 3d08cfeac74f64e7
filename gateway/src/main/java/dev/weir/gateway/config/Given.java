package dev.weir.gateway.config;

/**
 * A setting as somebody gave it.
 *
 * @param value as text
 * @param origin where: {@code weir.yaml:3} or a variable; empty for the command line
 */
public record Given(String value, String origin) {

    /** An option of the command line. */
    public static Given option(String value) {
        return new Given(value, "");
    }
}
