package dev.weir.gateway.http;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;

/**
 * An answer 200 whose bytes exist already.
 *
 * @param contentType the value of the header
 * @param body the whole of it; nobody changes it any more
 */
public record Prepared(AsciiString contentType, Buffer body) {}
