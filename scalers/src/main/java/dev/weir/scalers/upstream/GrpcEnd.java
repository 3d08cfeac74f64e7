package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;

/**
 * How a server has ended an answer.
 *
 * @param status 0 for well; <a href="https://grpc.io/docs/guides/status-codes/">status codes of gRPC</a>
 * @param words the server's, empty if it said none
 */
public record GrpcEnd(int status, String words) {

    private static final int MOST = 200;

    public boolean well() {
        return status == 0;
    }

    /** The failure of a call that has not ended well. */
    public SourceException failure(GrpcCall call) {
        String told = words.length() > MOST ? words.substring(0, MOST) + "…" : words;
        return new SourceException(call + ": answered gRPC status " + status + (told.isBlank() ? "" : ": " + told));
    }
}
