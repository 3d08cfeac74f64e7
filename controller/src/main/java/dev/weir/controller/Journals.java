package dev.weir.controller;

import dev.weir.controller.journal.Journal;
import java.time.InstantSource;

/** The last changes of all ScaledObjects and of all ScaledJobs. */
record Journals(Journal objects, Journal jobs) {

    static Journals beginning(InstantSource clock) {
        return new Journals(new Journal(clock), new Journal(clock));
    }
}
