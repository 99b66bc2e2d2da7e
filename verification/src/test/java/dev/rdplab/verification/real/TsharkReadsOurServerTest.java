package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.export.ExportedConnection;
import dev.rdplab.lab.export.HandshakePcapng;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.transport.ConnectionReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wireshark's dissectors find nothing malformed in what our server sent to a real client, up to the Font Map. */
@Needs({"tshark", "xfreerdp3", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class TsharkReadsOurServerTest {

    private static final Bytes LOOPBACK = Bytes.of(127, 0, 0, 1);
    private static final HostPort CLIENT = new HostPort(LOOPBACK, 50_000);
    private static final HostPort SERVER = new HostPort(LOOPBACK, 3389);

    @ParameterizedTest
    @EnumSource(names = {"TLS", "NLA", "EXT"})
    void upToTheFontMap(SecurityLayer security, @TempDir Path folder) throws IOException {
        var file = folder.resolve("handshake.pcapng");
        var report = session(security);
        var connection = ExportedConnection.of(CLIENT, SERVER, 0, report.transcript(), report.ending());
        HandshakePcapng.write(file, List.of(connection), true);

        assertThat(String.join("\n", Tshark.frames(file))).contains("ServerData", "Demand Active PDU", "FontMap");
        // xfreerdp's own Client Info PDU is too much for this dissector, in captures of other servers too.
        assertThat(Tshark.frames(file, "-Y", "_ws.malformed"))
                .allSatisfy(frame -> assertThat(frame).contains("ClientInfo"));
    }

    private static ConnectionReport session(SecurityLayer security) {
        try (var server = LabServer.start(security)) {
            var arguments = XFreeRdp3.logOn(server.port(), Account.ALICE, "/sec:" + security.word());
            try (RealProcess client = XFreeRdp3.start(arguments)) {
                server.holdsASession(client, XFreeRdp3.SESSION);
            }
            return server.onlyConnection();
        }
    }
}
