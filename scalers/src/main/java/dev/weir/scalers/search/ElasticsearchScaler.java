package dev.weir.scalers.search;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code elasticsearch}. */
public final class ElasticsearchScaler implements ScalerType {

    @Override
    public String type() {
        return Product.ELASTICSEARCH.type();
    }

    @Override
    public Trigger<SearchAnswer> create(Params params, ScalerEnvironment environment) {
        SearchConfig config = SearchConfig.from(
                params, Product.ELASTICSEARCH, ElasticsearchAccess.from(params, environment.variables()));
        return SearchAnswer.trigger(config, environment, params.warnings());
    }
}
