package dev.weir.scalers.cron;

/**
 * What the clock says.
 *
 * @param inside whether now is between start and end
 */
record CronReading(boolean inside) {}
