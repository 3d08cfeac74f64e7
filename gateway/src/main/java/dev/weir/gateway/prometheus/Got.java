package dev.weir.gateway.prometheus;

import dev.weir.gateway.prometheus.upstream.Answer;
import java.time.Duration;

/**
 * An answer for one caller.
 *
 * @param freshness how old it may become for this caller
 */
record Got(Answer answer, Outcome outcome, Duration freshness) {}
