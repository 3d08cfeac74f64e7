package dev.weir.controller;

import dev.weir.controller.journal.Journal;
import java.time.InstantSource;

/** The last changes of all ScaledObjects and of all ScaledJobs. */
record Journals(Journal objects, Journal jobs) {

    static Journals beginning(InstantSource clock) {
        return new Journals(new Journal(clock), new Journal(clock));
    }

    /** How many changes could not be kept for lack of room. */
    long lost() {
        return objects.lost() + jobs.lost();
    }
}
