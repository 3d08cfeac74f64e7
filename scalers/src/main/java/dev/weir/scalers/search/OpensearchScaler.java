package dev.weir.scalers.search;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code opensearch}. */
public final class OpensearchScaler implements ScalerType {

    @Override
    public String type() {
        return Product.OPENSEARCH.type();
    }

    @Override
    public Trigger<SearchAnswer> create(Params params, ScalerEnvironment environment) {
        SearchConfig config = SearchConfig.from(params, Product.OPENSEARCH, OpensearchAccess.from(params));
        return SearchAnswer.trigger(config, environment, params.warnings());
    }
}
