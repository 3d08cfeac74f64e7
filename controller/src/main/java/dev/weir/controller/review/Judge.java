package dev.weir.controller.review;

import dev.weir.controller.admission.ObjectRules;
import dev.weir.controller.admission.Problem;
import dev.weir.controller.admission.ResourceRequestRules;
import dev.weir.controller.admission.ScaledObjectHints;
import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Judges a review from memory, and says whether the API server is to be asked for the rest. Computes; does not wait. */
final class Judge {

    private static final String STARTING =
            "Weir starts just now and has not compared this with other ScaledObjects and HPAs";

    private final ReviewedObjects objects;
    private final Rivals rivals;
    private final TargetRequests requests;
    private final BooleanSupplier seen;

    /** @param seen whether all that is in the cluster has been seen */
    Judge(ReviewedObjects objects, Rivals rivals, TargetRequests requests, BooleanSupplier seen) {
        this.objects = objects;
        this.rivals = rivals;
        this.requests = requests;
        this.seen = seen;
    }

    /**
     * A review and what memory says of it.
     *
     * @param object null if it was not looked at, or cannot be read
     * @param asks whether the API server is to say what the target requests
     * @param compared false if not all is known that the object was to be compared with
     */
    record Judged(
            Review review,
            @Nullable HasMetadata object,
            Verdict verdict,
            List<String> hints,
            boolean asks,
            boolean compared) {

        static Judged unseen(Review review, Verdict verdict) {
            return new Judged(review, null, verdict, List.of(), false, true);
        }

        Judged with(Verdict next) {
            return new Judged(review, object, next, hints, asks, compared);
        }
    }

    Judged judge(Review review) {
        if (!review.isLookedAt()) {
            return Judged.unseen(review, Verdict.accepted());
        }
        List<String> mistyped = new ArrayList<>();
        Optional<HasMetadata> read = objects.read(review, mistyped);
        if (read.isEmpty()) {
            return Judged.unseen(review, Verdict.unreadable(mistyped));
        }
        List<Problem> problems = new ArrayList<>(ObjectRules.problems(read.get()));
        return read.get() instanceof ScaledObject scaled
                ? scaledObject(review, scaled, problems)
                : new Judged(review, read.get(), Verdict.of(problems, List.of()), List.of(), false, true);
    }

    private Judged scaledObject(Review review, ScaledObject object, List<Problem> problems) {
        boolean compares = seen.getAsBoolean();
        if (compares) {
            problems.addAll(rivals.problems(object));
        }
        boolean asks = false;
        if (!review.dryRun() && ResourceRequestRules.concern(object)) {
            problems.addAll(ResourceRequestRules.scaleToZero(object));
            asks = hasTarget(object) && requests.known(object).isEmpty();
        }
        List<String> hints = new ArrayList<>();
        ScaledObjectHints.of(object).forEach((path, hint) -> hints.add(path + ": " + hint));
        List<String> warnings = new ArrayList<>(hints);
        if (!compares) {
            warnings.add(STARTING);
        }
        return new Judged(review, object, Verdict.of(problems, warnings), hints, asks, compares);
    }

    private static boolean hasTarget(ScaledObject object) {
        String name =
                Objects.requireNonNull(object.getSpec().getScaleTargetRef()).getName();
        return name != null && !name.isEmpty();
    }
}
