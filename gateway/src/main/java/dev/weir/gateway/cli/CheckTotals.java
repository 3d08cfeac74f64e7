package dev.weir.gateway.cli;

import dev.weir.controller.check.CheckedObject;
import dev.weir.controller.check.Severity;
import java.util.List;

/** How much was found. */
record CheckTotals(int files, long objects, long errors, long warnings, long unsupported) {

    static CheckTotals of(int files, List<CheckedObject> objects) {
        return new CheckTotals(
                files,
                objects.stream().filter(object -> !object.kind().isEmpty()).count(),
                count(objects, Severity.error),
                count(objects, Severity.warning),
                count(objects, Severity.unsupported));
    }

    /** @param strict whether warnings count too */
    boolean clean(boolean strict) {
        return errors == 0 && (!strict || warnings + unsupported == 0);
    }

    @Override
    public String toString() {
        return counted(objects, "object") + " in " + counted(files, "file") + ": " + counted(errors, "error") + ", "
                + counted(warnings, "warning") + ", " + unsupported + " unsupported";
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static long count(List<CheckedObject> objects, Severity severity) {
        return objects.stream().mapToLong(object -> object.count(severity)).sum();
    }
}
