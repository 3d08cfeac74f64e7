/**
 * Trigger type {@code beanstalkd}: the jobs of a tube, asked by beanstalkd's own protocol.
 *
 * <p>Start with {@link dev.weir.scalers.beanstalkd.BeanstalkdScaler}. Sharing key: server, tube and time-out of the connect;
 * not whether delayed jobs count, nor thresholds. All tubes of a server share a connection, which runs on the event loop of
 * whoever asked first. Protocol: <a
 * href="https://github.com/beanstalkd/beanstalkd/blob/master/doc/protocol.txt">stats-tube</a>.
 */
@NullMarked
package dev.weir.scalers.beanstalkd;

import org.jspecify.annotations.NullMarked;
