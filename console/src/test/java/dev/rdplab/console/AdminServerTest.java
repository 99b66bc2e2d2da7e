package dev.rdplab.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private static final Scenario SESSION =
            Catalogue.load().find("active/session-nla").orElseThrow();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AdminEvents events = new AdminEvents();
    private ScenarioServer server;
    private AdminServer admin;

    @BeforeEach
    void start() throws IOException {
        server = ScenarioServer.start(
                SESSION,
                ScenarioServerOptions.DEFAULT.withSteerableLink().watch(events).finished(events::finished));
        admin = AdminServer.start(server, events, AdminOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void queuesScenariosAndShowsWhatCameOfThem() throws Exception {
        assertThat(send("POST", "/queue", "{\"scenario\": \"server-key-unreadable\", \"connections\": 2}"))
                .satisfies(a -> assertThat(a.statusCode()).isEqualTo(200))
                .satisfies(a -> assertThat(json(a).path("queued").asInt()).isEqualTo(2));
        assertThat(connect()).isEqualTo(EndingKind.CLOSED_RST);
        assertThat(connect()).isEqualTo(EndingKind.CLOSED_RST);
        assertThat(connect()).isEqualTo(EndingKind.COMPLETED);
        server.awaitFinished(3, LIMIT);

        var list = json(send("GET", "/connections?after=1&limit=1", ""));
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("number").asInt()).isEqualTo(2);
        assertThat(list.get(0).path("scenario").asText()).isEqualTo("tls/server-key-unreadable");
        assertThat(list.get(0).path("mstsc").asText()).isEqualTo("0x904/0x7");

        var last = json(send("GET", "/connections/3", ""));
        assertThat(last.path("transcript").findValuesAsText("pdu")).contains("ClientInfo", "FontMap");
        assertThat(last.toString()).doesNotContain("Lab-Pass-1");
    }

    @Test
    void takesAWholeScenarioFileForTheUsualOne() throws Exception {
        var file = JSON.createObjectNode()
                .put(
                        "file",
                        """
                        name: mine
                        summary: an account that is locked
                        server: { accounts: [{ user: lab, password: Lab-Pass-1, state: locked }] }
                        expect: { stage: credssp, ending: credssp-error, code: STATUS_ACCOUNT_LOCKED_OUT }
                        """);
        assertThat(send("PUT", "/usual", file.toString()).statusCode()).isEqualTo(200);
        assertThat(connect()).isEqualTo(EndingKind.CREDSSP_ERROR);

        assertThat(send("POST", "/reset", "").statusCode()).isEqualTo(200);
        assertThat(connect()).isEqualTo(EndingKind.COMPLETED);
    }

    @Test
    void choosesByAddressAndByCookie() throws Exception {
        assertThat(send("PUT", "/choices/cookie", "{\"cookie\": \"lab\", \"scenario\": \"account-locked\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(connect()).isEqualTo(EndingKind.CREDSSP_ERROR);

        assertThat(send("POST", "/reset", "").statusCode()).isEqualTo(200);
        assertThat(send(
                                "PUT",
                                "/choices/address",
                                "{\"address\": \"127.0.0.1\", \"scenario\": \"server-key-unreadable\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(connect()).isEqualTo(EndingKind.CLOSED_RST);
    }

    @Test
    void streamsWhatHappens() throws Exception {
        HttpResponse<Stream<String>> stream =
                HTTP.send(HttpRequest.newBuilder(uri("/events")).build(), BodyHandlers.ofLines());
        Iterator<String> lines = stream.body().iterator();
        connect();

        var events = new ArrayList<String>();
        JsonNode data;
        do {
            events.add(lines.next());
            data = JSON.readTree(lines.next().substring("data: ".length()));
            assertThat(data.path("number").asInt()).isEqualTo(1);
            assertThat(lines.next()).isEmpty();
        } while (!events.contains("event: finished"));
        assertThat(events).startsWith("event: accepted", "event: stage").doesNotContain("event: dropped");
        assertThat(data.path("ending").asText()).isEqualTo("completed");
        assertThat(data.path("client").asText()).isEqualTo("127.0.0.1");
        stream.body().close();
    }

    @Test
    void refusesWithAMessageThatHelps() throws Exception {
        assertRefused(
                400, send("POST", "/queue", "{\"scenaro\": \"x\"}"), "unknown field 'scenaro'; allowed: scenario");
        assertRefused(400, send("POST", "/queue", "{}"), "give either scenario");
        assertRefused(400, send("POST", "/queue", "[1]"), "must be a JSON object");
        assertRefused(400, send("POST", "/queue", "{\"scenario\": \"nope\"}"), "no scenario is called 'nope'");
        assertRefused(
                400,
                send("POST", "/queue", "{\"scenario\": \"server-key-unreadble\"}"),
                "no scenario is called 'server-key-unreadble'; perhaps server-key-unreadable");
        assertRefused(400, send("PUT", "/usual", "{\"file\": \"name: x\\nsumary: y\"}"), "file:2: sumary: unknown key");
        assertRefused(409, send("POST", "/queue", "{\"scenario\": \"port-refused\"}"), "start a server with it");
        assertRefused(400, send("PUT", "/choices/address", "{\"address\": \"localhost\", \"scenario\": \"x\"}"), "IP");
        assertRefused(404, send("GET", "/nowhere", ""), "there is no /nowhere");
        assertRefused(405, send("DELETE", "/queue", ""), "allowed: GET, POST");
        assertRefused(404, send("GET", "/connections/7", ""), "no finished connection 7");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var large = "{\"scenario\": \"" + "x".repeat(AdminServer.MAX_BODY) + "\"}";

        assertThat(send("POST", "/queue", large).statusCode()).isEqualTo(413);
    }

    @Test
    void asksForTheTokenWhenThereIsOne() throws Exception {
        var options = AdminOptions.DEFAULT.token("a-token-for-a-test");
        try (var guarded = AdminServer.start(server, events, options)) {
            var uri = URI.create("http://127.0.0.1:" + guarded.address().getPort() + "/health");

            assertThat(HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(HTTP.send(
                                    HttpRequest.newBuilder(uri)
                                            .header("Authorization", "Bearer a-token-for-a-test")
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(options.toString()).doesNotContain("a-token-for-a-test");
    }

    @Test
    void listensElsewhereOnlyWithAToken() throws Exception {
        var everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);

        assertThatThrownBy(() -> AdminOptions.DEFAULT.listen(everywhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a token is required");
    }

    @Test
    void aPageOfABrowserUnderAForeignNameIsTurnedAway() throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void whoSendsNothingIsDroppedAtTheLimit() throws Exception {
        try (var hasty = AdminServer.start(server, events, AdminOptions.DEFAULT.requestLimit(Duration.ofMillis(200)))) {
            assertThat(raw(hasty, "GET /health HTT")).isEmpty();
        }
    }

    private String reset(String... headers) throws IOException {
        return raw("POST /reset HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nContent-Length: 0\r\n"
                + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n" : "") + "\r\n");
    }

    @Test
    void aPageOfAnotherOriginChangesNothingWithOrWithoutABody() throws Exception {
        assertThat(reset()).startsWith("HTTP/1.1 200");
        assertThat(reset("Origin: http://127.0.0.1:1")).startsWith("HTTP/1.1 200");
        assertThat(reset("Origin: http://127.0.0.1:1", "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
        assertThat(reset("Origin: https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(reset("Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(reset("Origin: https://127.0.0.1:1")).startsWith("HTTP/1.1 403");
        assertThat(reset("Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(reset("Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
        assertThat(
                        raw(
                                "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nOrigin: https://evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** Whatever the interface gets in the future: a route that changes something asks who sent the page. */
    @Test
    void noRouteThatChangesSomethingTakesARequestOfAnotherOrigin() throws Exception {
        var changing = new ArrayList<String>();
        AdminApi.ROUTES.forEach((path, route) -> route.methods().stream()
                .filter(method -> !method.equals("GET"))
                .forEach(method -> changing.add(method + " " + path.replaceAll("\\{[a-z]+}", "1"))));
        assertThat(changing).hasSizeGreaterThan(8);

        for (String start : changing) {
            for (String header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
                assertThat(raw(start + " HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nContent-Length: 0\r\n"
                                + header + "\r\n\r\n"))
                        .as(start + ", " + header)
                        .startsWith("HTTP/1.1 403");
            }
        }
    }

    @Test
    void tellsTheAccountAndNoPasswordOfTheUsersOwn() throws Exception {
        assertThat(json(send("GET", "/health", "")).path("account").asText())
                .isEqualTo("user lab, password Lab-Pass-1");

        var own = JSON.createObjectNode()
                .put(
                        "file",
                        """
                        name: mine
                        summary: an account of my own
                        server: { accounts: [{ user: alice, password: Wonder-Land1 }] }
                        expect: { stage: active, ending: completed }
                        """);
        assertThat(send("PUT", "/usual", own.toString()).statusCode()).isEqualTo(200);
        assertThat(json(send("GET", "/health", "")).path("account").asText())
                .isEqualTo("user alice, the password you gave");
    }

    /** More bytes than the sockets of both ends hold, none of which are read before the answer. */
    @Test
    void whoIsRefusedInTheMiddleOfSendingIsAnswered() throws Exception {
        var request = "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n" + "x".repeat(16 << 20);

        assertThat(raw(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void oneHostIsRequired() throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void idleConnectionsLockNobodyOut() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < AdminServer.MAX_CONNECTIONS + 10; i++) {
                idle.add(
                        new Socket(admin.address().getAddress(), admin.address().getPort()));
            }
            assertThat(raw("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private EndingKind connect() {
        return RdpClient.run(Clients.options(SESSION.client(), server.address()))
                .ending()
                .kind();
    }

    private static void assertRefused(int status, HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).contains(message);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri(path)).timeout(LIMIT);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + admin.address().getPort() + path);
    }

    private String raw(String request) throws IOException {
        return raw(admin, request);
    }

    private static String raw(AdminServer to, String request) throws IOException {
        try (var socket = new Socket(to.address().getAddress(), to.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + answer.body(), e);
        }
    }
}
