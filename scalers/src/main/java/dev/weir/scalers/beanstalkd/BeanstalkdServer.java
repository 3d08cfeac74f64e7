package dev.weir.scalers.beanstalkd;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a beanstalkd listens; whoever names the same one shares a connection.
 *
 * @param host without the brackets of an IPv6 address
 */
record BeanstalkdServer(String host, int port) {

    private static final Pattern SHAPE = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]*)):([0-9]{1,5})");
    private static final int LAST_PORT = 65535;

    /**
     * Reads host and port; without a host it is this machine.
     *
     * @throws IllegalArgumentException if they are none
     */
    static BeanstalkdServer parse(String text) {
        Matcher shape = SHAPE.matcher(text.trim());
        if (!shape.matches()) {
            throw new IllegalArgumentException("not a host and a port");
        }
        int port = Integer.parseInt(shape.group(3));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("not a port");
        }
        String host = shape.group(1) == null ? shape.group(2) : shape.group(1);
        return new BeanstalkdServer(host.isEmpty() ? "localhost" : host, port);
    }

    @Override
    public String toString() {
        return "beanstalk://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
