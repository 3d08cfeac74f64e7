/** What the API server is answered. */
@NullMarked
package dev.weir.controller.review;

import org.jspecify.annotations.NullMarked;
