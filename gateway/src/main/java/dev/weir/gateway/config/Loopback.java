package dev.weir.gateway.config;

import java.util.regex.Pattern;

/** Addresses that are reached from this machine alone. */
public final class Loopback {

    private static final Pattern ADDRESSES = Pattern.compile("127\\..*|::1|\\[::1]|localhost");

    private Loopback() {}

    /** Whether a port that is bound to it is reached from this machine alone. */
    public static boolean is(String bind) {
        return ADDRESSES.matcher(bind).matches();
    }
}
