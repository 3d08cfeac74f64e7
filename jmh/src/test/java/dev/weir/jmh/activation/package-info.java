/** What the activation bench counts and says, and the bench itself against a cluster. */
@NullMarked
package dev.weir.jmh.activation;

import org.jspecify.annotations.NullMarked;
