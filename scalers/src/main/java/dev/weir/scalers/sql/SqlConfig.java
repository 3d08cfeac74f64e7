package dev.weir.scalers.sql;

import dev.weir.scalers.spi.MetricSpec;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that asks a database.
 *
 * @param query sent as it is
 * @param otherwise what counts where the query gives no row, or null where that is a failure
 * @param activation active means greater than this
 */
record SqlConfig(Database database, String query, @Nullable Double otherwise, double activation, MetricSpec metric) {}
