package dev.rdplab.packetlinks.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TunnelKnobsTest {

    /** As a page and links.jsonl show them. */
    @Test
    void onlyWhatIsSetIsNamed() {
        assertThat(TunnelKnobs.DEFAULTS).hasToString("defaults");
        assertThat(TunnelKnobs.DEFAULTS.mtu(1300).keepalive(Duration.ofSeconds(25)))
                .hasToString("mtu 1300, keepalive 25s");
        assertThat(TunnelKnobs.DEFAULTS.mssfix(1200).fragment(1100).cipher("AES-256-GCM"))
                .hasToString("mssfix 1200, fragment 1100, cipher AES-256-GCM");
    }
}
