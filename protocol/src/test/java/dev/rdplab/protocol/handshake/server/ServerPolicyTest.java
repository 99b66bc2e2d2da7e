package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.SettingsChecks;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServerPolicyTest {

    private static final RsaKeyPair KEY = RsaKeyPair.generate(512, new SeededNonces(1, "key"));

    /** A change of every setting, in the order of the fields. */
    private static final List<UnaryOperator<ServerPolicy>> CHANGES = List.of(
            policy -> policy.withSecurity(SecurityLayer.TLS),
            policy -> policy.withNegotiationFailure(FailureCode.SSL_CERT_NOT_ON_SERVER),
            policy -> policy.withForcedProtocol(SecurityProtocols.SSL),
            policy -> policy.withResponseFlags(ResponseFlags.DYNVC_GFX_PROTOCOL_SUPPORTED),
            policy -> policy.withAccounts(List.of(Account.local("alice", "Wonder-Land1"))),
            policy -> policy.withCredSsp(CredSspPolicy.DEFAULT.withVersion(2)),
            policy -> policy.withEarlyAuthorization(5),
            policy -> policy.withMcs(
                    new McsPolicy(McsResult.SUCCESSFUL, McsResult.SUCCESSFUL, McsResult.SUCCESSFUL, false, false)),
            policy -> policy.withRdpSecurity(
                    new ServerPolicy.RdpSecurity(EncryptionMethod.BITS_128, EncryptionLevel.HIGH, KEY)),
            policy -> policy.withLicensing(new LicensingPolicy(LicensingPolicy.Mode.NEW_LICENSE, 0, 0)),
            policy -> policy.withRedirect(
                    new RedirectPolicy(RedirectionPacket.of(1, 0, List.of()), RedirectPolicy.When.AFTER_LICENSING)),
            policy -> policy.withRdstls(new RdstlsPolicy(true, Optional.empty(), OptionalLong.empty())),
            policy -> policy.withAad(new AadPolicy(Optional.of("host"), OptionalLong.empty())),
            policy -> policy.withStrict(true),
            policy -> policy.withSession(SessionPolicy.DEFAULT.withErrorInfo(7)));

    @Test
    void everySettingCountsWhenPoliciesAreCompared() {
        SettingsChecks.everySettingCounts(() -> ServerPolicy.of(SecurityLayer.NLA), CHANGES);
    }
}
