package dev.weir.controller.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The {@code format} of a string in the schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Format {

    String value();
}
