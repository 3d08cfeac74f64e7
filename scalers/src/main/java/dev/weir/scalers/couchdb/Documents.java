package dev.weir.scalers.couchdb;

/** How many documents were answered. */
public record Documents(long count) {}
