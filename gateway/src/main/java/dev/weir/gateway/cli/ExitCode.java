package dev.weir.gateway.cli;

/** What a command's exit code tells scripts. */
public final class ExitCode {

    public static final int FINE = 0;
    /** The answer is no: problems were found. */
    public static final int NO = 1;

    public static final int USED_WRONGLY = 2;
    public static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
