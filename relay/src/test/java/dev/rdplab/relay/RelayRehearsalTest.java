package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RelayRehearsalTest {

    @Test
    void eachConnectionHasPassedTheRequestAndTheConfirm() throws Exception {
        var reports = new ArrayList<RelayReport>();

        RelayRehearsal.run(3, reports::add);

        assertThat(reports).hasSize(3).allSatisfy(report -> {
            assertThat(report.client().fromClient()).isEqualTo(19);
            assertThat(report.client().fromServer()).isEqualTo(19);
            assertThat(report.client().end().stage()).contains(Stage.TLS);
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
            assertThat(report.client().end().by()).isEqualTo(Role.CLIENT);
        });
    }
}
