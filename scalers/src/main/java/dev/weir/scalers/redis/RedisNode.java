package dev.weir.scalers.redis;

/** Where a server listens. */
record RedisNode(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    RedisNode {
        if (host.isEmpty() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("no host and port");
        }
    }

    /**
     * Reads {@code host:port}, an IPv6 address in brackets or without.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static RedisNode parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf('/') >= 0 || text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("no host and port");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new RedisNode(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
