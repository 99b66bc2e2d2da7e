package dev.rdplab.console;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A request to the HTTP interface: path and method by a byte each, then body, query or path. Answered, or refused as a problem. */
public final class HttpTarget {

    private static final List<String> PATHS = List.of(
            "/usual",
            "/queue",
            "/choices/address",
            "/choices/cookie",
            "/connections",
            "/connections/1",
            "/scenarios",
            "/scenarios/tls/server-key-unreadable",
            "/reset",
            "/health");
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "HEAD");
    private static final int RESET_EACH = 5_000;

    private static AdminApi api;
    private static ScenarioServer server;
    private static int count;

    private HttpTarget() {}

    private static AdminApi api() throws Exception {
        if (api == null) {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = ScenarioServer.start(
                    Catalogue.load().find("session-negotiate").orElseThrow(),
                    ScenarioServerOptions.DEFAULT.listen(loopback));
            var lab = new ServedLab(server);
            var events = new AdminEvents();
            events.of(lab);
            api = new AdminApi(lab, events);
        }
        return api;
    }

    /** Ends the server that the requests are about. */
    public static void close() {
        if (server != null) {
            server.close();
            server = null;
            api = null;
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        var asked = api();
        if (count++ % RESET_EACH == 0) {
            server.reset();
        }
        String text = new String(input, 2, input.length - 2, StandardCharsets.UTF_8);
        boolean path = (input[0] & 16) != 0;
        boolean query = (input[0] & 32) != 0;
        var request = new AdminApi.Request(
                METHODS.get(input[1] & 3),
                path ? text : PATHS.get((input[0] & 15) % PATHS.size()),
                query ? Map.of((input[0] & 64) != 0 ? "pattern" : "after", List.of(text)) : Map.of(),
                path || query ? "" : text);
        try {
            asked.answer(request).toString();
        } catch (Problem refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }
}
