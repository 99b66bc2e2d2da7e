package dev.rdplab.console;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides who may use the interface. A program on loopback needs no token. A browser may read, and change something only from
 * the interface's own page: every request that changes state is refused when its {@code Origin} is another one, or when its
 * {@code Sec-Fetch-Site} says that another site sent it. Beyond loopback the token is required.
 */
final class Sender {

    /** An address or localhost: a page whose name was made to resolve to this machine is refused. */
    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|[0-9.]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private Sender() {}

    /**
     * @param needed the token that this request must bear
     * @param set the token of the interface: with one, any name may be its host
     * @throws Problem when the request is refused: 400, 401 or 403
     */
    static void check(FullHttpRequest request, Optional<String> needed, Optional<String> set) {
        if (request.decoderResult().isFailure()) {
            throw new Problem(400, "not an HTTP request");
        }
        String host = host(request.headers());
        if (needed.isPresent()) {
            checkToken(request.headers(), needed.get());
        } else if (set.isEmpty() && !LOCAL_HOST.matcher(host).matches()) {
            throw new Problem(403, "without a token the Host must be an address or localhost");
        }
        if (!READING.contains(request.method())) {
            checkSite(request.headers(), host);
        }
    }

    private static String host(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            throw new Problem(400, "one Host header is required");
        }
        return hosts.get(0);
    }

    private static void checkToken(HttpHeaders headers, String token) {
        var given = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        var wanted = "Bearer " + token;
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(401, "a token is required: Authorization: Bearer TOKEN");
        }
    }

    private static void checkSite(HttpHeaders headers, String host) {
        for (String site : headers.getAll("Sec-Fetch-Site")) {
            if (!OWN_SITE.contains(site.strip().toLowerCase(Locale.ROOT))) {
                throw new Problem(403, "a page of another site may not change anything here");
            }
        }
        for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!origin.strip().equalsIgnoreCase("http://" + host)) {
                throw new Problem(403, "a page of another origin may not change anything here");
            }
        }
    }
}
