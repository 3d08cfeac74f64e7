package dev.weir.cache.poll;

import dev.weir.cache.pace.Gate;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.trace.Span;
import java.time.Instant;

/**
 * What a poller is doing.
 *
 * <pre>
 * Idle, BackingOff  → Waiting     the time has come
 * Waiting           → InFlight    the upstream has room, at once for what is asked together with others
 * Waiting           → Idle        too many wait already: skipped, tried again soon
 * InFlight          → Idle        a value, or a failure that does not count yet
 * InFlight          → BackingOff  one failure more than every subscriber tolerates
 * Idle ↔ BackingOff               the demands changed
 * any but InFlight  → Following   another replica asks, and this one is told
 * Following         → Idle        this replica is to ask from now on
 * Following         → Waiting     nothing was told for too long: it stands in
 * any but InFlight  → Closed      the last subscriber left
 * InFlight          → Closed      as above, once the poll is over, unless a new subscriber came
 * </pre>
 */
sealed interface PollState {

    /** As users see it. */
    String label();

    /** Lets go of timers and places, for the poller closes. */
    void end();

    /** Sleeps until {@code next}. */
    record Idle(Instant next, Timeline.Timer timer) implements PollState {
        @Override
        public String label() {
            return "idle";
        }

        @Override
        public void end() {
            timer.cancel();
        }
    }

    /** Stands in line at the upstream for the poll that was due at {@code planned}. */
    record Waiting(Instant planned, Gate.Ticket ticket) implements PollState {
        @Override
        public String label() {
            return "waiting";
        }

        @Override
        public void end() {
            ticket.leave();
        }
    }

    /** Has asked. */
    final class InFlight implements PollState {
        private final Instant started;
        private final Gate.Ticket ticket;
        private final Span span;
        private Timeline.Timer timer = () -> {};

        InFlight(Instant started, Gate.Ticket ticket, Span span) {
            this.started = started;
            this.ticket = ticket;
            this.span = span;
        }

        Instant started() {
            return started;
        }

        Span span() {
            return span;
        }

        /** Replaces the timer that bounds the poll. */
        void bound(Timeline.Timer next) {
            timer.cancel();
            timer = next;
        }

        /** The upstream has answered, in time or not, or will never be waited for again. */
        void over() {
            timer.cancel();
            ticket.leave();
        }

        @Override
        public String label() {
            return "in flight";
        }

        @Override
        public void end() {
            over();
            span.end();
        }
    }

    /** Sleeps longer than its interval, for it has failed too often. */
    record BackingOff(Instant until, int failures, Timeline.Timer timer) implements PollState {
        @Override
        public String label() {
            return "backing off";
        }

        @Override
        public void end() {
            timer.cancel();
        }
    }

    /** Is told what another replica reads, and asks itself if nothing was told until {@code standsInAt}. */
    record Following(Instant standsInAt, Timeline.Timer timer) implements PollState {
        @Override
        public String label() {
            return "following";
        }

        @Override
        public void end() {
            timer.cancel();
        }
    }

    /** Asks no more. */
    record Closed() implements PollState {
        @Override
        public String label() {
            return "closed";
        }

        @Override
        public void end() {}
    }
}
