package dev.weir.controller.admission;

import dev.weir.controller.api.AuthPodIdentity;
import dev.weir.controller.api.OAuth2;
import dev.weir.controller.api.TriggerAuthenticationSpec;
import dev.weir.scalers.auth.Url;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a TriggerAuthentication or ClusterTriggerAuthentication must fulfil by itself. */
public final class TriggerAuthenticationRules {

    private static final String IDENTITY = "spec.podIdentity.";
    private static final String OAUTH = "spec.oauth2.";

    private TriggerAuthenticationRules() {}

    /** Every problem; empty if there is none. */
    public static List<Problem> problems(@Nullable TriggerAuthenticationSpec spec) {
        List<Problem> problems = new ArrayList<>();
        if (spec == null) {
            return List.of(problem("spec", "is missing"));
        }
        AuthPodIdentity identity = spec.getPodIdentity();
        String provider = identity == null ? null : identity.getProvider();
        if (identity != null && "azure-workload".equals(provider)) {
            azure(identity, problems);
        } else if (identity != null && "aws".equals(provider)) {
            aws(identity, problems);
        } else if (provider != null && !provider.isEmpty()) {
            // With any other provider, none among them, KEDA looks at nothing more.
            return List.of();
        }
        if (spec.getOauth2() != null) {
            oauth(spec.getOauth2(), problems);
        }
        return List.copyOf(problems);
    }

    private static void azure(AuthPodIdentity identity, List<Problem> problems) {
        if ("".equals(identity.getIdentityId())) {
            problems.add(problem(IDENTITY + "identityId", "is empty; give an id or leave the field out"));
        }
        if ("".equals(identity.getIdentityTenantId())) {
            problems.add(problem(IDENTITY + "identityTenantId", "is empty; give an id or leave the field out"));
        }
        if (!isEmpty(identity.getIdentityAuthorityHost()) && identity.getIdentityTenantId() == null) {
            problems.add(problem(IDENTITY + "identityTenantId", "is missing; identityAuthorityHost needs it"));
        }
    }

    private static void aws(AuthPodIdentity identity, List<Problem> problems) {
        if (!isEmpty(identity.getRoleArn()) && "workload".equals(identity.getIdentityOwner())) {
            problems.add(problem(
                    IDENTITY + "roleArn",
                    "cannot be used together with identityOwner \"workload\"; give one of the two"));
        }
        if (!isEmpty(identity.getExternalID()) && isEmpty(identity.getRoleArn())) {
            problems.add(problem(IDENTITY + "roleArn", "is missing; externalID needs it"));
        }
    }

    private static void oauth(OAuth2 oauth, List<Problem> problems) {
        if (oauth.getType() != null && !oauth.getType().equals("clientCredentials")) {
            problems.add(problem(OAUTH + "type", "must be clientCredentials"));
        }
        if (isEmpty(oauth.getClientId())) {
            problems.add(problem(OAUTH + "clientId", "is missing"));
        }
        String url = oauth.getTokenUrl();
        if (url == null || url.isEmpty()) {
            problems.add(problem(OAUTH + "tokenUrl", "is missing"));
        } else if (!isHttp(url)) {
            problems.add(problem(OAUTH + "tokenUrl", "must be an absolute URL that begins with http:// or https://"));
        }
    }

    private static boolean isHttp(String url) {
        try {
            Url.parse(url);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static Problem problem(String path, String message) {
        return new Problem(path, message, Reason.INCORRECT_AUTHENTICATION);
    }
}
