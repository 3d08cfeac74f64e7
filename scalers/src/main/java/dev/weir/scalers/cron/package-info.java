/**
 * The {@code cron} trigger: a number of replicas between two times of day.
 *
 * <p>Start with {@link dev.weir.scalers.cron.CronScaler}, then {@link dev.weir.scalers.cron.CronExpression}, which reads the
 * five-field dialect and steps through it as robfig/cron v3.0.1 does; the golden vectors in the tests were made by that
 * library. The source asks the clock only and runs on its own event loop. Sharing key: time zone, start and end as written.
 */
@NullMarked
package dev.weir.scalers.cron;

import org.jspecify.annotations.NullMarked;
