package dev.weir.scalers.mongodb;

/** How many documents fit. */
record Counted(long documents) {}
