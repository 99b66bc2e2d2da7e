package dev.rdplab.protocol.credssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TsCredentialsTest {

    @Test
    void carriesAPassword() {
        var creds = new TsCredentials.Password(new TsPasswordCreds("LAB", "älice", Secret.of("p€ss")));
        assertThat(TsCredentials.decode(creds.toBytes())).isEqualTo(creds);
    }

    @Test
    void neverPrintsASecret() {
        var creds = new TsCredentials.Password(new TsPasswordCreds("LAB", "alice", Secret.of("hunter2")));
        assertThat(creds.toString()).contains("alice").doesNotContain("hunter2");
        assertThat(new TsCredentials.Opaque(2, Bytes.of(0xab)).toString()).doesNotContain("ab,");
    }

    @Test
    void keepsASmartCardAsBytes() {
        var card = new TsCredentials.Opaque(TsCredentials.SMART_CARD, Bytes.of(0x30, 0));
        assertThat(TsCredentials.decode(card.toBytes())).isEqualTo(card);
    }

    @Test
    void carriesWhatRemoteCredentialGuardDelegates() {
        var kerberos = new TsRemoteGuardCreds.PackageCred("K", Bytes.of(1, 2));
        var alone = new TsCredentials.RemoteGuard(new TsRemoteGuardCreds(kerberos, Optional.empty()));
        var both = new TsCredentials.RemoteGuard(new TsRemoteGuardCreds(
                kerberos, Optional.of(List.of(new TsRemoteGuardCreds.PackageCred("NTLM", Bytes.of(3))))));

        // [MS-CSSP] 2.2.1.2.3 by hand: logonCred [0] { packageName [0] "K" in UTF-16LE, credBuffer [1] }
        assertThat(alone.credentials().hex()).isEqualTo("3010a00e300ca00404024b00a10404020102");
        for (var creds : List.of(alone, both)) {
            assertThat(TsCredentials.decode(creds.toBytes())).isEqualTo(creds);
            PduChecks.rejectsEveryPrefix(in -> TsRemoteGuardCreds.decode(in.rest("creds")), creds.credentials());
        }
        assertThat(alone.toString()).contains("K").doesNotContain("0102");
    }

    @Test
    void refusesHalfACharacter() {
        // userName of one byte
        Bytes message =
                Bytes.fromHex("301ea003020101a1170415" + "3013" + "a0020400" + "a103040141" + "a2080406610062006300");
        assertThatThrownBy(() -> TsCredentials.decode(message))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("userName");
    }

    @Test
    void survivesMutations() {
        var password = new TsCredentials.Password(new TsPasswordCreds("LAB", "alice", Secret.of("pass")));
        var card = new TsCredentials.Opaque(TsCredentials.SMART_CARD, Bytes.of(0x30, 0));
        var guard = new TsCredentials.RemoteGuard(new TsRemoteGuardCreds(
                new TsRemoteGuardCreds.PackageCred("Kerberos", Bytes.of(1)), Optional.of(List.of())));
        PduChecks.survivesMutations(
                in -> TsCredentials.decode(in.rest("TSCredentials")),
                List.of(password.toBytes(), card.toBytes(), guard.toBytes()),
                2018,
                20_000);
    }
}
