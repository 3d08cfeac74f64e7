package dev.weir.scalers.redis;

/** How servers that belong together share their keys. */
enum Topology {
    /** One server has all keys. */
    SINGLE,
    /** Each server has the keys of some slots. */
    CLUSTER,
    /** One of several has all keys; sentinels know which. */
    SENTINEL
}
