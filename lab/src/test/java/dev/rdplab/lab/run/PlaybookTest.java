package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PlaybookTest {

    private static final Scenario SESSION =
            Catalogue.load().find("active/session-nla").orElseThrow();
    private static final Scenario RESET =
            Catalogue.load().find("tls/server-key-unreadable").orElseThrow();

    private final Playbook playbook = new Playbook(SESSION);

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) (number >> 8), (byte) number});
    }

    @Test
    void anAddressThatIsNamedCanGetAnotherScenarioWhenNoFurtherOneFits() throws UnknownHostException {
        for (int i = 0; i < Playbook.MAX_NAMED; i++) {
            playbook.forAddress(address(i), SESSION);
        }
        playbook.forAddress(address(0), RESET);

        assertThat(playbook.take(address(0))).isSameAs(RESET);
        assertThatThrownBy(() -> playbook.forAddress(address(Playbook.MAX_NAMED), RESET))
                .hasMessageContaining(String.valueOf(Playbook.MAX_NAMED));
    }

    @Test
    void aFullQueueSaysThatItIsFull() {
        playbook.enqueue(RESET, Playbook.MAX_QUEUED);

        assertThatThrownBy(() -> playbook.enqueue(RESET, 1)).hasMessage("the queue is full: 10000 connections wait");
    }
}
