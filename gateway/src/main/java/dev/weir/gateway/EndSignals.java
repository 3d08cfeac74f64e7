package dev.weir.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Being asked to end: the first SIGTERM, SIGINT or SIGHUP asks for an orderly end, a second one ends the process at once. The
 * JVM's own way, a shutdown hook, hears of no second one and knows no exit code of ours; it stays for JVMs that leave signals
 * alone ({@code -Xrs}) or have no {@code sun.misc.Signal}, which is looked for by name because the compiler refuses it.
 */
final class EndSignals {

    private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    /** What shells make of a signal's number. */
    private static final int SIGNALLED = 128;

    private final Runnable asked;
    private final AtomicBoolean heard = new AtomicBoolean();

    private EndSignals(Runnable asked) {
        this.asked = asked;
    }

    /**
     * Listens from now on.
     *
     * @param asked called once, on a thread of its own
     * @param ended after which the process may be gone
     */
    static void listen(Runnable asked, CountDownLatch ended) {
        EndSignals signals = new EndSignals(asked);
        try {
            for (String name : NAMES) {
                signals.handle(name);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("Signals are left to the JVM", e);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> hook(asked, ended), "weir-stop"));
        }
    }

    private static void hook(Runnable asked, CountDownLatch ended) {
        asked.run();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Method number = signal.getMethod("getNumber");
        Object ours =
                Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
                    if (method.getName().equals("handle")) {
                        heard(name, (int) number.invoke(given[0]));
                        return null;
                    }
                    return switch (method.getName()) {
                        case "equals" -> proxy == given[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "EndSignals of " + name;
                    };
                });
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("SIG" + name + " is taken", e);
        }
    }

    private void heard(String name, int number) {
        if (heard.compareAndSet(false, true)) {
            LOG.info("Stopping signal=SIG{}; a second one ends at once", name);
            asked.run();
        } else {
            LOG.warn("Ending at once signal=SIG{}", name);
            Runtime.getRuntime().halt(SIGNALLED + number);
        }
    }
}
