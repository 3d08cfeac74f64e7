package dev.weir.cache.pace;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to one upstream: lets in as many polls at a time and per second as its limits allow, the others wait in the
 * order they came. When the waiting room is full, who comes is turned away. Its state belongs to its home timeline;
 * whoever enters may live on another one and is answered there.
 */
public final class Gate {

    /** Who wants in; called on its own timeline, exactly one of the methods, once. */
    public interface Visitor {

        /** It may ask the upstream now, and must leave when it is done. */
        void admitted();

        /** Too many wait already. It need not leave. */
        void turnedAway();
    }

    private final String upstream;
    private final Timeline home;
    private final UpstreamLimits limits;
    private final RateLimit rate;
    private final Set<Ticket> queue = new LinkedHashSet<>();
    private Timeline.@Nullable Timer wake;
    private int inFlight;
    private volatile int waiting;

    Gate(String upstream, Timeline home, UpstreamLimits limits) {
        this.upstream = upstream;
        this.home = home;
        this.limits = limits;
        this.rate = new RateLimit(limits.perSecond());
    }

    public String upstream() {
        return upstream;
    }

    /** How many wait now. May be asked from any thread. */
    public int waiting() {
        return waiting;
    }

    /** Gets in line. May be called from any thread; {@code visitor} is answered on {@code timeline}. */
    public Ticket enter(Timeline timeline, Visitor visitor) {
        Ticket ticket = new Ticket(timeline, visitor);
        home.execute(() -> arrive(ticket));
        return ticket;
    }

    /** The ticket of one who asks without passing this gate; giving it back is nothing. */
    public Ticket past(Timeline timeline, Visitor visitor) {
        Ticket ticket = new Ticket(timeline, visitor);
        ticket.place = Place.OUTSIDE;
        return ticket;
    }

    private void arrive(Ticket ticket) {
        if (ticket.place == Place.OUTSIDE) {
            return;
        }
        admitWaiting();
        if (queue.size() >= limits.waiting()) {
            ticket.place = Place.OUTSIDE;
            ticket.timeline.execute(ticket.visitor::turnedAway);
            return;
        }
        ticket.place = Place.WAITING;
        queue.add(ticket);
        admitWaiting();
    }

    private void admitWaiting() {
        assert home.onLoop();
        Iterator<Ticket> line = queue.iterator();
        while (line.hasNext() && inFlight < limits.inFlight()) {
            Duration delay = rate.delay(home.now());
            if (!delay.isZero()) {
                wakeAfter(delay);
                break;
            }
            Ticket ticket = line.next();
            line.remove();
            admit(ticket);
        }
        waiting = queue.size();
    }

    private void admit(Ticket ticket) {
        rate.take(home.now());
        inFlight++;
        ticket.place = Place.INSIDE;
        ticket.timeline.execute(ticket.visitor::admitted);
    }

    private void wakeAfter(Duration delay) {
        if (wake == null) {
            wake = home.after(delay, () -> {
                wake = null;
                admitWaiting();
            });
        }
    }

    private void depart(Ticket ticket) {
        if (ticket.place == Place.INSIDE) {
            inFlight--;
        } else {
            queue.remove(ticket);
        }
        ticket.place = Place.OUTSIDE;
        admitWaiting();
    }

    private enum Place {
        ARRIVING,
        WAITING,
        INSIDE,
        OUTSIDE
    }

    /** One visit. */
    public final class Ticket {

        private final Timeline timeline;
        private final Visitor visitor;
        private Place place = Place.ARRIVING;

        private Ticket(Timeline timeline, Visitor visitor) {
            this.timeline = timeline;
            this.visitor = visitor;
        }

        /** Gives back the place, inside or in the line. From any thread; twice is allowed. */
        public void leave() {
            home.execute(() -> depart(this));
        }
    }
}
