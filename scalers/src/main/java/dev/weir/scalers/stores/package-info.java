/**
 * Where credentials are kept outside of the cluster: HashiCorp Vault, AWS Secrets Manager and Parameter Store, Azure Key
 * Vault, Google Secret Manager, files. {@link dev.weir.scalers.stores.KeptAnswers} asks each question once for all who
 * need its answer, and again before the answer ends. Everything runs on event loops; nothing here knows triggers or
 * Kubernetes.
 */
@NullMarked
package dev.weir.scalers.stores;

import org.jspecify.annotations.NullMarked;
