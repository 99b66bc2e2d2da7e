package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that the lab was not built against through a part of the catalogue: each difference has its reason in their files. */
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class JudgedForeignClientsTest {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final String JOBS = "4";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @Needs("aardwolf-python")
    void aardwolf() throws IOException {
        judged(
                "aardwolf",
                "aardwolf-python " + Drivers.path("aardwolf_client.py") + " {host} {port} {user} {password} ntlm 60",
                "x224/refused-*,x224/closed-*,tls/server-key-unreadable,tls/alert-handshake-failure,client-info/errinfo-*,"
                        + "client-info/closed-after-client-info,client-info/ultimatum-user-requested,active/session-*,"
                        // not early-auth/in-four-records: whether its four reads meet four records is a matter of time
                        + "early-auth/access-denied,early-auth/closed-instead,early-auth/never-sent,licensing/no-*",
                32);
    }

    @Test
    @Needs("rdpjs-node")
    void nodeRdpjs2() throws IOException {
        judged(
                "node-rdpjs-2",
                "rdpjs-node " + Drivers.path("node_client.js") + " {host} {port} {user} {password}",
                "x224/refused-*,x224/closed-*,tls/server-key-unreadable,client-info/*,early-auth/access-denied,active/session-*,"
                        + "licensing/no-*",
                45);
    }

    @Test
    @Needs(IronRdpServer.PROGRAM)
    void ironRdp() throws IOException {
        var all = judged("ironrdp", IronRdpServer.PROGRAM + " client {host} {port} {user} {password}", "*", "8", 580);

        assertThat(all)
                .flatExtracting(each -> each.path("deviations").findValuesAsText("field"))
                .as("it counts its user data two bytes too short, which real servers bear")
                .containsOnly("connectPDU.length");
    }

    /** @param atLeast scenarios that it must have been started for */
    private static List<JsonNode> judged(String name, String command, String scenarios, int atLeast)
            throws IOException {
        return judged(name, command, scenarios, JOBS, atLeast);
    }

    private static List<JsonNode> judged(String name, String command, String scenarios, String jobs, int atLeast)
            throws IOException {
        Finished judged = LabCommand.judge(
                LIMIT,
                "--client",
                command,
                "--expectations",
                Drivers.path(name + ".yaml"),
                "--scenarios",
                scenarios,
                "--jobs",
                jobs,
                "--json",
                "--quiet");
        var all = new ArrayList<JsonNode>();
        for (String line : judged.stdout().lines().toList()) {
            all.add(JSON.readTree(line));
        }
        assertThat(all)
                .as(judged::toString)
                .filteredOn(each -> each.path("judgement").asText().equals("fail"))
                .extracting(each ->
                        each.path("scenario").asText() + ": " + each.path("why").asText() + "\n"
                                + each.path("details").asText())
                .isEmpty();
        assertThat(all).as(judged::toString).filteredOn(each -> each.has("did")).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(judged.exitCode()).as(judged::toString).isZero();
        return all;
    }
}
