package dev.weir.controller.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values a string may have, as an {@code enum} in the schema. The field stays a string, not an enum: a value that a
 * later schema allows must not keep the object from being read.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface OneOf {

    String[] value();
}
