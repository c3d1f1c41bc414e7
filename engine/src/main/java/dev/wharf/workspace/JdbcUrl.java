package dev.wharf.workspace;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL taken apart: the URL without credentials, and the credentials that stood in it as {@code user:password@} or
 * as parameters.
 */
record JdbcUrl(String bare, @Nullable String user, @Nullable String password) {

    private static final Set<String> SECRET_PARAMETERS = Set.of("password", "sslpassword", "pgpassword", "pwd");

    static JdbcUrl parse(String url) {
        String rest = url;
        String user = null;
        String password = null;
        int slashes = rest.indexOf("://");
        if (slashes >= 0) {
            int authorityEnd = end(rest, slashes + 3);
            int at = rest.lastIndexOf('@', authorityEnd - 1);
            if (at > slashes) {
                String userInfo = rest.substring(slashes + 3, at);
                int colon = userInfo.indexOf(':');
                user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
                password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
                rest = rest.substring(0, slashes + 3) + rest.substring(at + 1);
            }
        }
        int question = rest.indexOf('?');
        if (question < 0) {
            return new JdbcUrl(rest, user, password);
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : rest.substring(question + 1).split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (SECRET_PARAMETERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                password = decode(value);
            } else if (name.equals("user")) {
                user = decode(value);
            } else if (!parameter.isEmpty()) {
                kept.add(parameter);
            }
        }
        String bare = rest.substring(0, question) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        return new JdbcUrl(bare, user, password);
    }

    /** Where the authority ends. A password may hold a slash that nobody escaped, so the last @ before the query counts. */
    private static int end(String url, int from) {
        int question = url.indexOf('?', from);
        int limit = question < 0 ? url.length() : question;
        int at = url.lastIndexOf('@', limit - 1);
        int slash = url.indexOf('/', Math.max(from, at));
        return slash < 0 || slash > limit ? limit : slash;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public String toString() {
        return bare;
    }
}
