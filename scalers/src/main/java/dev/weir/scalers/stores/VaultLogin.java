package dev.weir.scalers.stores;

/**
 * Who asks which Vault. All questions of one login share its token.
 *
 * @param address for example {@code https://vault.example:8200}
 * @param namespace of a Vault that has some; empty for none
 * @param proof why the Vault should let us in
 */
public record VaultLogin(String address, String namespace, Proof proof) {

    /** What is shown to the Vault. */
    public sealed interface Proof permits Given, Kubernetes {}

    /** A token as it is; secret. */
    public record Given(String token) implements Proof {
        @Override
        public String toString() {
            return "Given[]";
        }
    }

    /** The Kubernetes method at this mount. */
    public record Kubernetes(String mount, String role, JwtSource token) implements Proof {}
}
