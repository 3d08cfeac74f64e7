/**
 * The last changes of each object, with their causes: what {@code weir explain} tells of the past.
 *
 * <p>Start with {@link dev.weir.controller.journal.Journal}. It is told of events that happen anyway, keeps a few of them for
 * each object and a bounded number in all, and forgets everything when the process ends. Any thread may tell and ask.
 */
@NullMarked
package dev.weir.controller.journal;

import org.jspecify.annotations.NullMarked;
