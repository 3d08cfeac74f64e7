package dev.weir.gateway.cli;

import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.FormulaException;
import dev.weir.controller.formula.History;
import dev.weir.controller.formula.Names;
import dev.weir.controller.formula.Result;
import dev.weir.controller.formula.Values;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One formula over given values: a number for each trigger, or null for one that failed. There is no history. */
record FormulaTrial(List<String> names, List<@Nullable Double> numbers, Instant now) implements Values {

    static FormulaTrial of(Map<String, @Nullable Double> values, Instant now) {
        return new FormulaTrial(List.copyOf(values.keySet()), new java.util.ArrayList<>(values.values()), now);
    }

    Result evaluate(String formula) {
        try {
            return Formula.compile(formula, Names.of(names)).evaluate(this);
        } catch (FormulaException e) {
            return new Result.Failed(e);
        }
    }

    /** What is no number in JSON is a text: NaN, Infinity and -Infinity. */
    static JsonObject json(Result result) {
        if (result instanceof Result.Failed failed) {
            FormulaException problem = failed.problem();
            return new JsonObject()
                    .put("error", problem.reason())
                    .put("line", problem.line())
                    .put("column", problem.column());
        }
        if (result instanceof Result.Value value) {
            double number = value.number();
            return new JsonObject().put("value", Double.isFinite(number) ? number : String.valueOf(number));
        }
        return new JsonObject().putNull("value");
    }

    @Override
    public boolean has(int place) {
        return numbers.get(place) != null;
    }

    @Override
    public double number(int place) {
        Double number = numbers.get(place);
        return number == null ? Double.NaN : number;
    }

    /** One, as a target that has just started. */
    @Override
    public double replicas() {
        return 1;
    }

    @Override
    public History history() {
        return History.NONE;
    }
}
