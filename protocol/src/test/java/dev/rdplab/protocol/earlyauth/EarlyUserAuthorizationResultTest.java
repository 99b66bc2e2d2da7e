package dev.rdplab.protocol.earlyauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

class EarlyUserAuthorizationResultTest {

    @Test
    void readsAndWritesTheCapturedResults() {
        for (var captured : PduChecks.captured("EarlyUserAuthorizationResult")) {
            var result = PduChecks.roundTrips(EarlyUserAuthorizationResult::decode, captured.bytes());
            assertThat(result)
                    .hasToString(captured.capture().endsWith("denied") ? "AUTHZ_ACCESS_DENIED" : "AUTHZ_SUCCESS");
            PduChecks.rejectsEveryPrefix(EarlyUserAuthorizationResult::decode, captured.bytes());
            PduChecks.rejectsATrailingByte(EarlyUserAuthorizationResult::decode, captured.bytes());
        }
    }

    @Test
    void keepsAValueNobodyKnows() {
        var result = PduChecks.roundTrips(EarlyUserAuthorizationResult::decode, Bytes.fromHex("efbeadde"));
        assertThat(result.isSuccess()).isFalse();
        assertThat(result).hasToString("0xdeadbeef");
    }
}
