package dev.weir.scalers.nats;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import java.util.Optional;

/** Trigger type {@code nats-jetstream}. */
public final class NatsScaler implements ScalerType {

    @Override
    public String type() {
        return "nats-jetstream";
    }

    @Override
    public Trigger<AccountState> create(Params params, ScalerEnvironment environment) {
        NatsConfig config = NatsConfig.from(params);
        return Trigger.of(
                new NatsSource(config, environment),
                config.metric(),
                interpreter(config.stream(), config.consumer(), config.activation()),
                params.warnings());
    }

    /** What has not been delivered, and what has been and is not acknowledged. */
    static Interpreter<AccountState> interpreter(String stream, String consumer, long activation) {
        return account -> {
            Optional<ConsumerState> found = account.find(stream, consumer);
            if (found.isEmpty()) {
                return new Outcome.Rejected("there is no stream \"" + stream + "\" with a consumer \"" + consumer
                        + "\" in the account" + account.why());
            }
            ConsumerState state = found.get();
            return state.led()
                    ? Outcome.above(state.pending() + state.unacknowledged(), activation)
                    : new Outcome.Rejected("the leader of consumer \"" + consumer + "\", \"" + state.leader()
                            + "\", is none of the nodes that answered" + account.why());
        };
    }
}
