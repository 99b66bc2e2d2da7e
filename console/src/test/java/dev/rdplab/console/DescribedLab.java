package dev.rdplab.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.console.Described.Sent;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server of the lab and its HTTP interface, spoken to over plain sockets. */
final class DescribedLab implements AutoCloseable {

    private static final int ANSWER_LIMIT_MILLIS = 60_000;

    /** @param head the status line and the headers */
    record Answer(int status, String head, String body) {}

    private final AdminEvents events = new AdminEvents();
    private final ScenarioServer server;
    private final AdminServer admin;

    DescribedLab() throws IOException {
        var usual = Catalogue.load().find("active/session-nla").orElseThrow();
        server = ScenarioServer.start(usual, ScenarioServerOptions.DEFAULT.withSteerableLink());
        admin = AdminServer.start(server, events, AdminOptions.DEFAULT);
    }

    void connectOnce() throws InterruptedException {
        var client = server.playbook().usual().client();
        RdpClient.run(Clients.options(client, server.address()));
        assertThat(server.awaitFinished(1, Duration.ofSeconds(20))).isTrue();
    }

    Answer send(String method, String path) throws IOException {
        return send(new Sent(null, method, path, "", "", ""));
    }

    /** Over a plain socket: an HTTP client would refuse to send half of these. */
    Answer send(Sent request) throws IOException {
        var body = request.body().getBytes(StandardCharsets.UTF_8);
        var head = request.method() + " " + request.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + (request.type().isEmpty() ? "" : "Content-Type: " + request.type() + "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        try (var socket =
                new Socket(admin.address().getAddress(), admin.address().getPort())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).as(request.toString()).startsWith("HTTP/1.1 ");
            int end = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        }
    }

    @Override
    public void close() {
        admin.close();
        server.close();
    }
}
