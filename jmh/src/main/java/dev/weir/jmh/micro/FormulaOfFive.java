package dev.weir.jmh.micro;

import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.FormulaException;
import dev.weir.controller.formula.History;
import dev.weir.controller.formula.Names;
import dev.weir.controller.formula.Result;
import dev.weir.controller.formula.Values;
import dev.weir.jmh.harness.LoopBenchmark;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A compiled formula over five triggers, once for each set of readings of a ScaledObject. */
public class FormulaOfFive extends LoopBenchmark implements Values {

    @Param({
        "a > 10 ? max(a, b, c) + d / e : sum([a, b, c, d, e]) / 5",
        "count([a, b, c, d, e], {# > 1}) >= 3 ? mean(a, b, c) : 1",
        "let x = (a ?? 0) + (b ?? 0); x * 2 + c ** 2 + (d ?? e)"
    })
    private String formula = "";

    private final double[] numbers = {12.5, 3, 40, 7, 2};

    @SuppressWarnings("NullAway.Init")
    private Formula compiled;

    /** Compiles it. */
    @Setup
    public void compile() throws FormulaException {
        compiled = Formula.compile(formula, Names.of(List.of("a", "b", "c", "d", "e")));
    }

    /** One evaluation, with a reading that changes. */
    @Benchmark
    public Result evaluate() {
        numbers[0] = numbers[0] > 20 ? 5 : numbers[0] + 1;
        return compiled.evaluate(this);
    }

    @Override
    public boolean has(int place) {
        return true;
    }

    @Override
    public double number(int place) {
        return numbers[place];
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public double replicas() {
        return 1;
    }

    @Override
    public History history() {
        return History.NONE;
    }
}
