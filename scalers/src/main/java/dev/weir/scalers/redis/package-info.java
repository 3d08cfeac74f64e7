/**
 * Trigger types {@code redis}, {@code redis-cluster} and {@code redis-sentinel}: how much a key holds; and {@code
 * redis-streams}, {@code redis-cluster-streams} and {@code redis-sentinel-streams}: a stream's length, what a consumer group
 * has pending, or how far it is behind.
 *
 * <p>Start with {@link dev.weir.scalers.redis.RedisClient}: one for all triggers with the same servers and login, whatever
 * their types; it asks for all their keys in one pipeline for each server. Sharing key: addresses (of {@code redis} and {@code
 * redis-streams} the first one), master, database, logins, TLS, key, and of streams the measure with its group, but not for
 * the lag, whose answer has all groups. Never targets and activation. All of it runs on the loop of whoever asks first.
 * Protocol: <a href="https://redis.io/docs/latest/commands/">commands</a>.
 */
@NullMarked
package dev.weir.scalers.redis;

import org.jspecify.annotations.NullMarked;
