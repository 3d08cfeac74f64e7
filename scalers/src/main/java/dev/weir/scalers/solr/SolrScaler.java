package dev.weir.scalers.solr;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code solr}. */
public final class SolrScaler implements ScalerType {

    @Override
    public String type() {
        return "solr";
    }

    @Override
    public Trigger<Found> create(Params params, ScalerEnvironment environment) {
        SolrConfig config = SolrConfig.from(params);
        return Trigger.of(
                new SolrSource(config, environment),
                config.metric(),
                found -> Outcome.above(found.documents(), config.activation()),
                params.warnings());
    }
}
