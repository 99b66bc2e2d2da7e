package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Clients that the lab was not built against log on to our server, with the right and a wrong password. A cell of the table is
 * what the client says, and how the server saw its last connection end.
 */
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ForeignClientTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Account MISTAKEN = Account.ALICE.withPassword("not-her-password");
    private static final Pattern LISTENING = Pattern.compile("MITM Server listening");

    /** One logon with a client, to its end. */
    private interface Client {
        Finished logOn(int port, Account account);
    }

    private static void asTheTableSays(String program, Client client) {
        var measured = ProgramTable.of(program).stream()
                .map(row -> new ProgramTable.Row(
                        program,
                        row.security(),
                        seen(client, row.security(), Account.ALICE, row.right()),
                        seen(client, row.security(), MISTAKEN, row.wrong()),
                        row.agrees()))
                .toList();
        System.out.println(ProgramTable.shown(measured));
        assertThat(measured).containsExactlyElementsOf(ProgramTable.of(program));
    }

    /** @param expected its first half is what to look for in what the client says */
    private static String seen(Client client, String security, Account account, String expected) {
        try (var server = LabServer.start(SecurityLayer.of(security).orElseThrow())) {
            var said = client.logOn(server.port(), account).output();
            var word = expected.split(";")[0].strip();
            var all = server.connections();
            var ending = all.get(all.size() - 1).ending();
            return (said.contains(word) ? word : lastLine(said)) + "; "
                    + ProgramTable.ending(
                            ending.stage().word(),
                            ending.kind().word(),
                            ending.outcome().code());
        }
    }

    private static String lastLine(String said) {
        return said.lines()
                .filter(line -> !line.isBlank())
                .reduce((one, other) -> other)
                .orElse("nothing");
    }

    private static Finished run(String program, int port, Account account, String driver, String... more) {
        var options = new ArrayList<>(
                List.of(Drivers.path(driver), Loopback.HOST, String.valueOf(port), account.user(), account.password()));
        options.addAll(List.of(more));
        try (RealProcess client = RealProcess.start(Scratch.create(program), Programs.require(program), options)) {
            return client.await(LIMIT);
        }
    }

    @Test
    @Needs("aardwolf-python")
    void aardwolf() {
        asTheTableSays(
                "aardwolf", (port, account) -> run("aardwolf-python", port, account, "aardwolf_client.py", "ntlm"));
    }

    @Test
    @Needs("rdpjs-node")
    void nodeRdpjs2() {
        asTheTableSays("node-rdpjs-2", (port, account) -> run("rdpjs-node", port, account, "node_client.js"));
    }

    @Test
    @Needs(IronRdpServer.PROGRAM)
    void ironRdp() {
        asTheTableSays("IronRDP", (port, account) -> {
            var options = List.of("client", Loopback.HOST, String.valueOf(port), account.user(), account.password());
            var program = Programs.require(IronRdpServer.PROGRAM);
            try (RealProcess client = RealProcess.start(Scratch.create("ironrdp"), program, options)) {
                return client.await(LIMIT);
            }
        });
    }

    @Test
    @Needs({"pyrdp-mitm", "openssl", "xfreerdp", "Xvfb"})
    void xfreerdpThroughPyrdpMitm() {
        asTheTableSays("xfreerdp through pyrdp-mitm", ForeignClientTest::throughPyrdp);
    }

    private static Finished throughPyrdp(int server, Account account) {
        var scratch = Scratch.create("pyrdp-mitm");
        var pem = Pem.rsa(scratch);
        int port = Loopback.freePort();
        var options = List.of(("-a " + Loopback.HOST + " -l " + port + " -o " + scratch.file("out") + " -c "
                        + pem.certificate() + " -k " + pem.key() + " " + Loopback.HOST + ":" + server)
                .split(" "));
        try (RealProcess mitm = RealProcess.start(scratch, Programs.require("pyrdp-mitm"), options)) {
            mitm.awaitOutput(LISTENING, LIMIT);
            return XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(port, account, "+auth-only"));
        }
    }
}
