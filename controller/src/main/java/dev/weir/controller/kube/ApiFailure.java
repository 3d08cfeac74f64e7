package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call of the API server says to a person: the server's own words with the verb and path of the request. The
 * client's message repeats them together with the address of the server and the whole Status.
 */
public final class ApiFailure {

    /** How the client begins its messages. */
    private static final Pattern REQUEST =
            Pattern.compile("(?:Failure executing: )?(GET|PUT|POST|PATCH|DELETE) at: (\\S+)");

    private ApiFailure() {}

    /** One sentence for logs, events and statuses; the exception's own message if it is no failed call. */
    public static String sentence(Throwable failure) {
        if (!(failure instanceof KubernetesClientException refused)) {
            return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        }
        String message = Objects.requireNonNullElse(refused.getMessage(), "");
        Matcher request = REQUEST.matcher(message);
        String why = why(refused, message);
        return request.find() ? request.group(1) + " " + path(request.group(2)) + ": " + why : why;
    }

    private static String why(KubernetesClientException refused, String message) {
        Status status = refused.getStatus();
        if (status != null && !isBlank(status.getMessage())) {
            return status.getMessage();
        }
        if (refused.getCode() > 0) {
            return "HTTP " + refused.getCode();
        }
        Throwable root = refused;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root == refused) {
            return message;
        }
        String said = root.getMessage();
        return said == null || said.isBlank() ? root.getClass().getSimpleName() : said;
    }

    /** The client ends its sentence with a full stop, which is no part of the address. */
    private static String path(String address) {
        String url = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
        try {
            String path = URI.create(url).getPath();
            return path == null ? url : path;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
