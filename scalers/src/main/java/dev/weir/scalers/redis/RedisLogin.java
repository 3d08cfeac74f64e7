package dev.weir.scalers.redis;

import dev.weir.scalers.redis.resp.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * Who asks. Without a password nobody logs in, whatever the user's name.
 *
 * @param user empty for the default one
 * @param password secret; empty for none
 * @param database chosen after the login; 0 is there from the start
 */
record RedisLogin(String user, String password, long database) {

    /** What begins a connection; none where nothing is needed. */
    List<Command> commands() {
        List<Command> all = new ArrayList<>();
        if (!password.isEmpty()) {
            all.add(user.isEmpty() ? Command.of("AUTH", password) : Command.of("AUTH", user, password));
        }
        if (database != 0) {
            all.add(Command.of("SELECT", Long.toString(database)));
        }
        return all;
    }

    /** A server's words on why it refused; one that does not know a command may repeat what stood behind it. */
    String withoutSecret(String words) {
        boolean repeats = !password.isEmpty() && words.contains(password);
        return repeats ? words.split(" ", 2)[0] + " (the rest is hidden)" : words;
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "RedisLogin[]";
    }
}
