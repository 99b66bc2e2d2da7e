package dev.rdplab.diagnosis.logs.join;

import static dev.rdplab.diagnosis.logs.Events.SECURITY;
import static dev.rdplab.diagnosis.logs.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which connection a record of one program belongs to: mstsc, xrdp, a service that logs on. */
class ProgramsLogJoinTest extends JoinedLogs {

    @Test
    void theClientsNumberBelongsToTheLastConnectionOfItsRun() {
        var second = new LoggedConnection(2, "192.0.2.17", 51050, T.plusSeconds(3), T.plusSeconds(4));
        var start = client(1024, T.minusMillis(100), Map.of("Name", "Server Name", "Value", "x"));
        var end = client(1026, T.plusSeconds(25), Map.of("Name", "Disconnect Reason", "Value", "2308"));

        var all = new LogJoin(
                        List.of(CONNECTION, second), List.of(file(start, end)), LogRules.known(), Optional.empty())
                .all();

        assertThat(all.get(0).observed()).isEmpty();
        assertThat(all.get(1).observed()).hasValue(2308);
    }

    @Test
    void aLineOfXrdpBelongsToTheConnectionThatWasAcceptedBeforeIt() {
        var only = List.of(ended(1, "192.0.2.17", T, Stage.TLS, "server tls closed-rst"));
        var before = xrdp(1, T.minusSeconds(1), "Socket 11: AF_INET connection received from 192.0.2.17 port 40000");
        var itsEnd = xrdp(3, T.minusSeconds(1), "xrdp_process_main_loop: libxrdp_process_incoming failed");
        var mine = xrdp(4, T, "Socket 11: AF_INET connection received from 192.0.2.17 port 51044");
        var key = "Private key k.pem and certificate c.pem do not match";

        assertThat(proven(only, before, itsEnd, mine, xrdp(5, T, key)))
                .containsExactly(Optional.of("private-key-unreadable"));
        assertThat(proven(only, before, xrdp(2, T.minusSeconds(1), key), itsEnd, mine))
                .containsExactly(Optional.empty());
        assertThat(proven(only, before, mine, xrdp(5, T, key)))
                .as("the first connection may still be open")
                .containsExactly(Optional.empty());
    }

    @Test
    void theRefusedLogonOfAServiceIsNotAboutAConnection() {
        var service = event(
                SECURITY,
                4625,
                T.plusMillis(300),
                "",
                Map.of("SubStatus", "0xc000006a", "Status", "0xc000006d", "LogonType", "5"));

        assertThat(join(service).proven()).isEmpty();
        assertThat(join(service).ambiguous()).isEmpty();
    }
}
