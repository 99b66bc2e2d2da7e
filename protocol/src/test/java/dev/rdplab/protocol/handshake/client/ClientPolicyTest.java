package dev.rdplab.protocol.handshake.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.SettingsChecks;
import dev.rdplab.protocol.capabilities.ClientCapabilities;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClientPolicyTest {

    private static final Optional<SecurityProtocols> OFFER = Optional.of(SecurityProtocols.HYBRID);
    private static final Credentials ALICE = Credentials.of("alice", "Wonder-Land1");

    @Test
    void everySettingCountsWhenPoliciesAreCompared() {
        SettingsChecks.<ClientPolicy>everySettingCounts(
                ClientPolicyTest::usual,
                List.of(
                        policy -> policy.withOffer(Optional.empty()),
                        policy -> policy.withOfferFlags(RequestFlags.RESTRICTED_ADMIN_MODE_REQUIRED),
                        policy -> policy.withPlainAllowed(false),
                        policy -> policy.withUnaskedExtended(true),
                        policy -> policy.withRouting(Optional.of(new Routing.Cookie("alice"))),
                        policy -> ClientPolicy.of(OFFER, Credentials.NONE, shape(6), "lab"),
                        policy -> policy.withAuthentication(new NtlmAuthentication(false, "TERMSRV/lab")),
                        policy -> policy.withTsRequestVersion(2),
                        policy -> policy.withDelegation(Delegation.REMOTE_GUARD),
                        policy -> policy.withClientName("OTHER"),
                        policy -> ClientPolicy.of(OFFER, ALICE, shape(7), "lab"),
                        policy -> policy.withSaltedMac(false),
                        policy -> policy.withCapabilities(ClientCapabilities.RDESKTOP),
                        policy -> ClientPolicy.of(OFFER, ALICE, shape(6), "other"),
                        policy -> policy.withRedirection(Optional.of(RedirectionPacket.of(1, 0, List.of()))),
                        policy -> policy.withExchange(new Exchange(1, Duration.ZERO, 1, true))));
    }

    @Test
    void delegationAsksForItsModeInTheNegotiation() {
        assertThat(usual().withDelegation(Delegation.RESTRICTED_ADMIN).offerFlags())
                .isEqualTo(RequestFlags.RESTRICTED_ADMIN_MODE_REQUIRED);
    }

    private static ClientPolicy usual() {
        return ClientPolicy.of(OFFER, ALICE, shape(6), "lab");
    }

    private static ClientShape shape(int connectionType) {
        return new ClientShape(
                RdpVersion.RDP_10_7,
                19_045,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU,
                connectionType,
                EncryptionMethods.ENCRYPTION_128BIT,
                List.of(),
                true,
                OptionalLong.empty(),
                ConnectInitial.MSTSC_FORM);
    }
}
