/**
 * The protocol of Redis, version 2, as far as questions need it: commands out, answers in, many in one go.
 *
 * <p>Start with {@link dev.weir.scalers.redis.resp.RespConnection}. Written here because Vert.x's client fails a whole
 * pipeline with its first refused command, reads answers of up to 512 MiB, and leaves a connection open that answered with
 * nonsense. Version 2 is what every server speaks, and all answers that are asked for here exist in it. Belongs to the context
 * that opened the connection; knows no key and no trigger. Protocol: <a
 * href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>.
 */
@NullMarked
package dev.weir.scalers.redis.resp;

import org.jspecify.annotations.NullMarked;
