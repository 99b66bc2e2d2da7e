package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.SettingsChecks;
import dev.rdplab.protocol.handshake.server.SessionPolicy.Deactivation;
import dev.rdplab.protocol.handshake.server.SessionPolicy.Finalization;
import dev.rdplab.protocol.mcs.DisconnectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {

    @Test
    void everySettingCountsWhenPoliciesAreCompared() {
        SettingsChecks.<SessionPolicy>everySettingCounts(
                () -> SessionPolicy.DEFAULT,
                List.of(
                        policy -> policy.withErrorInfo(7),
                        policy -> policy.withDisconnectReason(DisconnectReason.USER_REQUESTED),
                        policy -> policy.withDismissLate(true),
                        policy -> policy.withAutoDetect(AutoDetectPolicy.RTT),
                        policy -> policy.withMultitransport(MultitransportPolicy.ANNOUNCED),
                        policy -> policy.withDeactivation(Deactivation.IN_SESSION),
                        policy -> policy.withFinalization(Finalization.LATE),
                        policy -> policy.withDemandActives(2),
                        policy -> policy.withUpdateBytes(1)));
    }
}
