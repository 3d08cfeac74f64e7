package dev.weir.scalers.stores;

import dev.weir.scalers.spi.ScalerEnvironment;

/** Asks for something that a store keeps. Implemented by records: equal questions are asked once; none shows a secret. */
public interface StoreQuestion {

    /** Makes what asks; reaches no network. */
    StoreClient open(ScalerEnvironment environment);

    /** What is asked for and where, for messages: {@code secret/data/orders of the Vault at https://vault.example}. */
    String label();
}
