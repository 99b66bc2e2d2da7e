package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server, until it has seen one connection. */
class ServeCommandTest {

    private static final Pattern LISTENING = Pattern.compile(
            "(?s)(?:listening on |\\{\"event\":\"listening\",\"host\":\")([0-9.]+)(?:\",\"port\")?:(\\d+)\\D.*");

    /** Tells when the server listens. */
    private static final class Watched extends StringWriter {
        private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

        @Override
        public void write(String text) {
            super.write(text);
            var matcher = LISTENING.matcher(toString());
            if (matcher.matches()) {
                address.complete(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
            }
        }
    }

    private record Served(String out, String err) {}

    private static Served serve(String scenario, String... more) throws Exception {
        var out = new Watched();
        var err = new StringWriter();
        var line = new java.util.ArrayList<>(
                java.util.List.of("serve", "--scenario", scenario, "--port", "0", "--connections", "1"));
        line.addAll(java.util.List.of(more));
        var exit = CompletableFuture.supplyAsync(() -> run(out, err, line.toArray(String[]::new)));
        var at = out.address.get(120, TimeUnit.SECONDS);
        var spec = Catalogue.load().find(scenario).orElseThrow().client();
        ClientOptions client = Clients.options(spec, at).maxAttempts(1);
        RdpClient.run(client);
        assertThat(exit.get(120, TimeUnit.SECONDS)).isZero();
        return new Served(out.toString(), err.toString());
    }

    private static int run(Writer out, Writer err, String... line) {
        return RdpLab.run(Terminal.to(out, err), line);
    }

    @Test
    void itSaysWhatItPlaysWhoCanLogOnAndHowToEndIt() throws Exception {
        var served = serve("server-key-unreadable");

        assertThat(served.out().lines().findFirst().orElseThrow()).startsWith("listening on 127.0.0.1:");
        assertThat(served.err())
                .containsPattern("plays +tls/server-key-unreadable: The server confirms X.224")
                .containsPattern("account +user lab, password Lab-Pass-1")
                .containsPattern("expect +closed-rst in tls; mstsc shows 0x904/0x7")
                .containsPattern("end +press Ctrl-C");
        assertThat(served.out().lines().skip(1).findFirst().orElseThrow())
                .containsPattern("^#1 tls closed-rst by server, .* ms.*; \\d\\d:\\d\\d:\\d\\d, from 127.0.0.1:\\d+,"
                        + " tls/server-key-unreadable$");
    }

    @Test
    void theEvidenceOfItsConnectionsIsKept(@TempDir Path folder) throws Exception {
        var out = folder.resolve("evidence");

        serve("server-key-unreadable", "--out", out.toString());

        assertThat(Files.readString(out.resolve("result.json"))).contains("\"ending\"", "closed-rst");
        assertThat(out.resolve("transcript.ndjson")).isNotEmptyFile();
        assertThat(out.resolve("handshake.pcapng")).isNotEmptyFile();
        assertThat(Files.readString(out.resolve("report.html"))).contains("tls/server-key-unreadable");
    }

    @Test
    void severalScenariosAreNotServed() {
        var run = Cli.run("serve", "--scenario", "tls/*");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("serve plays one");
    }
}
