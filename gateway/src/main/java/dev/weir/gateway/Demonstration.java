package dev.weir.gateway;

import dev.weir.gateway.cli.DemoOptions;
import dev.weir.gateway.cli.ExitCode;
import dev.weir.gateway.demo.Demo;
import dev.weir.gateway.demo.DemoReport;
import dev.weir.gateway.demo.DemoSettings;
import dev.weir.gateway.demo.DemoSettings.Show;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code weir demo}: from options and environment to a demo and its report, also when it is told to stop. */
final class Demonstration {

    private static final int STOP_SECONDS = 30;

    private final Map<String, String> environment;
    private final String version;
    private final PrintWriter out;
    private final PrintWriter err;

    Demonstration(Map<String, String> environment, String version, PrintWriter out, PrintWriter err) {
        this.environment = Map.copyOf(environment);
        this.version = version;
        this.out = out;
        this.err = err;
    }

    /** Runs as long as the options say, or until the process is asked to end; the exit code. */
    int run(DemoOptions options) throws InterruptedException, TimeoutException {
        Show show = show(options);
        LogNotices notices = LogNotices.install(environment, options.verbose(), show == Show.TABLE);
        Demo demo = new Demo(
                DemoSettings.of(options.runFor(), options.port(), show, environment, version), out, notices::latest);
        CountDownLatch reported = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(demo, reported), "weir-demo-stop"));
        try {
            DemoReport report = demo.run();
            out.println(options.json() ? report.json() : report.text());
            out.flush();
            return ExitCode.FINE;
        } finally {
            notices.restore().forEach(err::println);
            reported.countDown();
        }
    }

    private static void interrupted(Demo demo, CountDownLatch reported) {
        demo.end();
        try {
            reported.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Show show(DemoOptions options) {
        if (options.json()) {
            return Show.NOTHING;
        }
        return "1".equals(environment.get("WEIR_TTY")) && !options.verbose() ? Show.TABLE : Show.LINES;
    }
}
