/**
 * The language of scaling formulas: that of expr-lang, as KEDA uses it, over the values of triggers. Pure: no input or
 * output, no clock, nothing else of this module; a compiled formula may be evaluated by any thread.
 *
 * <p>Start with {@link dev.weir.controller.formula.Formula}. Text becomes tokens ({@code Lexer}), a tree ({@code Parser},
 * {@code Operands}), and nodes ({@code Compiler} and the classes named after groups of functions), which are checked as
 * expr checks them and answer without boxing wherever the kind of a number is known. Java has no library that evaluates
 * this grammar: CEL and JEXL, tried on typical formulas, differ in precedence ({@code ??} binds tightest, a unary minus
 * looser than {@code **}), in division and in lists, and would reflect on Java objects.
 *
 * <p>Results are those of expr to the last bit, which golden vectors made by expr hold, but for powers with a fractional
 * exponent (one unit in the last place) and for what its optimizer leaves out of an evaluation that fails elsewhere.
 *
 * <p>Not supported, and said so by an error: maps and what is about them, bytes, JSON, Base64, {@code matches}, time zones
 * and layouts of {@code date}, most methods of times. Beyond expr: windows of history ({@code avg(t, '5m')}, {@code max
 * min sum rate delta percentile}), {@code replicas}, {@code now} in seconds, {@code hour} and {@code weekday} in UTC or a
 * named zone. Bounded: nodes and depth of a formula, and elements made and steps looped in one evaluation.
 */
@NullMarked
package dev.weir.controller.formula;

import org.jspecify.annotations.NullMarked;
