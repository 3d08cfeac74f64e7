package dev.weir.gateway.top;

import dev.weir.cache.poll.SourceStatus;
import dev.weir.controller.observed.TopObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Whoever can look at everything.
 *
 * @param sources all that are polled here; asked on a worker
 * @param objects all ScaledObjects and ScaledJobs; asked on a worker
 * @param replica what this process is called, so that readers know whose figures these are
 * @param leading whether this replica writes
 * @param members how many replicas share the polls, this one among them
 */
public record Top(
        Supplier<List<SourceStatus>> sources,
        Supplier<List<TopObject>> objects,
        String replica,
        BooleanSupplier leading,
        IntSupplier members) {

    /** Where there is nothing. */
    public static final Top NOTHING = new Top(List::of, List::of, "", () -> false, () -> 1);
}
