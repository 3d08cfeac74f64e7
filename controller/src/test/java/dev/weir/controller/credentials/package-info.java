/** Tests of what triggers refer to: authentications, Secrets, ConfigMaps and the environment of containers. */
@NullMarked
package dev.weir.controller.credentials;

import org.jspecify.annotations.NullMarked;
