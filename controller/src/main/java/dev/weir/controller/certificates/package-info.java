/**
 * The certificates of our own ports: an authority of our own and a leaf signed by it, kept in one Secret as KEDA keeps them,
 * renewed in time, and the bundles by which the API server trusts them.
 *
 * <p>Start with {@link dev.weir.controller.certificates.CertificateRotation}; what is to be done when, is decided by {@link
 * dev.weir.controller.certificates.CertificatePlan}, which is pure. Reads and writes of the cluster run on a worker thread of
 * its queue. It knows nothing of servers: who serves is told which certificate to show.
 */
@NullMarked
package dev.weir.controller.certificates;

import org.jspecify.annotations.NullMarked;
