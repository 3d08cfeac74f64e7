package dev.weir.gateway.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows pictures while the demo runs. Called by one thread. */
interface View {

    /** How often it wants a picture. */
    Duration every();

    void show(Picture picture);

    /** Leaves the terminal as it was. */
    void close();

    static View of(DemoSettings settings, PrintWriter out) {
        return switch (settings.show()) {
            case NOTHING -> new Nothing();
            case LINES -> new Lines(out);
            case TABLE -> Table.open(settings, out);
        };
    }

    /** For a report alone. */
    record Nothing() implements View {
        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }

        @Override
        public void show(Picture picture) {}

        @Override
        public void close() {}
    }

    /** A line each. */
    record Lines(PrintWriter out) implements View {
        @Override
        public Duration every() {
            return Duration.ofSeconds(5);
        }

        @Override
        public void show(Picture picture) {
            out.println(LineView.render(picture));
        }

        @Override
        public void close() {}
    }

    /** A table in place. */
    record Table(Terminal terminal, TableView table) implements View {

        static Table open(DemoSettings settings, PrintWriter out) {
            Terminal terminal = new Terminal(out);
            terminal.open();
            return new Table(terminal, new TableView(settings.columns(), settings.rows(), settings.unicode()));
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void show(Picture picture) {
            terminal.draw(table.render(picture));
        }

        @Override
        public void close() {
            terminal.close();
        }
    }
}
