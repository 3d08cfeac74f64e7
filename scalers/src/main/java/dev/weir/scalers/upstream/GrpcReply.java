package dev.weir.scalers.upstream;

import io.vertx.core.buffer.Buffer;

/**
 * The answer of a method that answers with one message.
 *
 * @param message empty where it has not ended well
 */
public record GrpcReply(GrpcEnd end, Buffer message) {}
