package dev.rdplab.diagnosis.capture.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which end is the server, and whether its port is that of RDP, where no SYN and no byte tells. */
class ConnectionBuilderTest {

    /** A connection of which an ACK without data is all that was seen. */
    private static ConnectionBuilder between(HostPort from, HostPort to) {
        var segment =
                new Segment(1, 0, from, to, 1, 1, 16, 0xffff, OptionalInt.empty(), false, List.of(), Bytes.EMPTY, 0);
        var builder = new ConnectionBuilder(segment, new Budget(1 << 20, () -> {}));
        builder.add(segment);
        return builder;
    }

    @ParameterizedTest
    @CsvSource({"3389, 50000", "3389, 1024", "4000, 50000", "3390, 4000"})
    void withoutASynOrContentTheServersPortTells(int server, int client) {
        var one = new HostPort(Bytes.of(10, 0, 0, 2), server);
        var other = new HostPort(Bytes.of(10, 0, 0, 1), client);
        for (var from : List.of(one, other)) {
            assertThat(between(from, from == one ? other : one).server()).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @CsvSource({"3389, 1024, true", "3389, 1023, false", "3390, 50000, false"})
    void aPortOfOneEndCountsUnlessTheOtherIsThatOfAServer(int one, int other, boolean rdp) {
        var from = new HostPort(Bytes.of(10, 0, 0, 1), other);
        var to = new HostPort(Bytes.of(10, 0, 0, 2), one);
        for (boolean turned : new boolean[] {false, true}) {
            assertThat(between(turned ? to : from, turned ? from : to).rdpPort())
                    .isEqualTo(rdp);
        }
    }
}
