package dev.weir.scalers.sql;

import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What the three types have in common beyond their parameters. */
final class SqlTrigger {

    private SqlTrigger() {}

    /**
     * Makes the trigger.
     *
     * @param read from the parameters and this process's variables
     * @param jar the client's, named where it is not on the class path
     * @param client a class file in it
     */
    static Trigger<Scanned> of(
            Params params,
            ScalerEnvironment environment,
            BiFunction<Params, Map<String, String>, SqlConfig> read,
            String jar,
            String client) {
        SqlConfig config = read.apply(params, environment.variables());
        if (SqlTrigger.class.getResource(client) == null) {
            throw new InvalidTriggerException(List.of(
                    params.spec().label() + ": needs " + jar + ", which is not on Weir's class path; add its jar"));
        }
        return Trigger.of(
                new SqlSource(params.spec().type(), config, environment),
                config.metric(),
                scanned -> Outcome.above(scanned.value(), config.activation()),
                params.warnings());
    }
}
