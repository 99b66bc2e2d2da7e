package dev.rdplab.verification.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A headless Chromium, driven over its DevTools protocol. It resolves no name, so that only addresses can be asked. */
final class Browser implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealProcess process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, Queue<JsonNode>> events = new ConcurrentHashMap<>();
    private int last;

    private Browser(RealProcess process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
    }

    static Browser start() {
        var scratch = Scratch.create("browser");
        var process = RealProcess.start(
                scratch,
                Programs.require("chromium"),
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + scratch.folder().resolve("profile"),
                        "about:blank"));
        var matcher = LISTENING.matcher(process.awaitOutput(LISTENING, LIMIT).output());
        if (!matcher.find()) {
            throw new AssertionError("no address in " + process.output());
        }
        return new Browser(process, matcher.group(1));
    }

    /** Opens a page in a profile of its own, so that it shares nothing with others. */
    BrowserPage open(String url, int width, int height, boolean dark) {
        var context = call("", "Target.createBrowserContext", node())
                .path("browserContextId")
                .asText();
        var target =
                call("", "Target.createTarget", node().put("url", "about:blank").put("browserContextId", context));
        var session = call(
                        "",
                        "Target.attachToTarget",
                        node().put("targetId", target.path("targetId").asText()).put("flatten", true))
                .path("sessionId")
                .asText();
        var page = new BrowserPage(this, session);
        page.show(url, width, height, dark);
        return page;
    }

    static ObjectNode node() {
        return JSON.createObjectNode();
    }

    /** What a session told of so far. */
    List<JsonNode> events(String session) {
        return List.copyOf(events.getOrDefault(session, new ConcurrentLinkedQueue<>()));
    }

    /** Sends one command and waits for its answer. @param session empty for the browser itself */
    JsonNode call(String session, String method, ObjectNode parameters) {
        var answer = new CompletableFuture<JsonNode>();
        synchronized (this) {
            int id = ++last;
            answers.put(id, answer);
            var message = node().put("id", id).put("method", method);
            message.set("params", parameters);
            if (!session.isEmpty()) {
                message.put("sessionId", session);
            }
            socket.sendText(message.toString(), true).join();
        }
        try {
            var whole = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (whole.has("error")) {
                throw new AssertionError(method + ": " + whole.path("error"));
            }
            return whole.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    private void message(JsonNode message) {
        if (message.has("id")) {
            answers.remove(message.path("id").asInt()).complete(message);
        } else {
            events.computeIfAbsent(message.path("sessionId").asText(), key -> new ConcurrentLinkedQueue<>())
                    .add(message);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.close();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
            part.append(data);
            if (whole) {
                try {
                    message(JSON.readTree(part.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
