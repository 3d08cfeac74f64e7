/**
 * From an object and its TriggerAuthentications to triggers with their credentials and environment resolved.
 *
 * <p>Start with {@link dev.weir.controller.credentials.TriggerSpecs}. What is read of the cluster goes through
 * {@link dev.weir.controller.credentials.References}, so that the same rules serve a cluster and a folder of files. Calls
 * block and run on worker threads. Nothing here is logged with a value; missing things are named, never shown.
 */
@NullMarked
package dev.weir.controller.credentials;

import org.jspecify.annotations.NullMarked;
