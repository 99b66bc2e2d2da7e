package dev.rdplab.protocol.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.security.CapturedSecurity;
import dev.rdplab.protocol.security.ProprietaryCertificate;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LicenseMessageTest {

    /** Rows with the flag alone: under encryption level none later PDUs have no header and were named after their bytes. */
    static final List<Captured> CAPTURED = PduChecks.captured(row -> row.name().startsWith("License(")
            && CapturedSecurity.userData(Bytes.copyOf(row.bytes())).startsWith(Bytes.of(0x80, 0)));

    /** CLIENT_PLATFORM_CHALLENGE_RESPONSE of a Windows client. */
    private static final Bytes RESPONSE = Bytes.fromHex(
            """
            15034200 09001200 fab4e824cf56b24e8002bdb661fcdfe96c44
            09001400 f8b5e8253d0f3f701dda601916fe731a457e0271 3823625d108b93c3f1e4671f4ab6000a
            """);

    @ParameterizedTest
    @FieldSource("CAPTURED")
    void readsAndWritesWhatRealProgramsSent(Captured captured) {
        Bytes bytes = body(captured);
        LicenseMessage message = PduChecks.roundTrips(LicenseMessage::decode, bytes);
        assertThat(captured.row().name()).endsWith("0x%02x)".formatted(message.type()));
        PduChecks.rejectsEveryPrefix(LicenseMessage::decode, bytes);
        PduChecks.rejectsATrailingByte(LicenseMessage::decode, bytes);
    }

    @Test
    void readsTheRequestOfXrdp() {
        var request = (LicenseRequest) find("xf_xrdp_tls", LicenseRequest.class);
        assertThat(request.productInfo().companyName()).isEqualTo("Microsoft Corporation");
        assertThat(request.productInfo().productId()).isEqualTo("236");
        assertThat(request.scopes()).containsExactly("microsoft.com");
        var certificate = (ProprietaryCertificate) request.serverCertificate().orElseThrow();
        assertThat(certificate.publicKey().length()).isEqualTo(64);
        assertThat(certificate.isSigned()).isTrue();
    }

    @Test
    void readsTheRequestsOfXfreerdpAndRdesktop() {
        var freerdp = (NewLicenseRequest) find("xf_xrdp_tls", NewLicenseRequest.class);
        assertThat(freerdp.preamble()).isEqualTo(LicensePreamble.PREAMBLE_VERSION_3_0_EXTENDED_ERROR);
        assertThat(freerdp.preamble().extendedErrorMessages()).isTrue();
        assertThat(freerdp.platformId()).isEqualTo(NewLicenseRequest.WINDOWS);
        assertThat(freerdp.userName()).isEqualTo("alice");
        assertThat(freerdp.machineName()).isEqualTo("CLIENT01");
        assertThat(freerdp.encryptedPreMasterSecret().blobData().length()).isEqualTo(72);
        var rdesktop = (NewLicenseRequest) find("rd_xrdp_tls", NewLicenseRequest.class);
        assertThat(rdesktop.clientRandom()).isEqualTo(Bytes.zeros(32));
        assertThat(rdesktop.machineName()).isEqualTo("RDESKCLI");
    }

    @Test
    void writesTheValidClientMessageOfFreerdpShadow() {
        assertThat(LicenseError.VALID_CLIENT.toBytes())
                .isEqualTo(body(CAPTURED.stream()
                        .filter(c -> c.capture().equals("xf_shadow_tls"))
                        .findFirst()
                        .orElseThrow()));
        assertThat(LicenseError.VALID_CLIENT)
                .isEqualTo(find("xf_shadow_nla_ok", LicenseError.class))
                .asString()
                .contains("STATUS_VALID_CLIENT", "ST_NO_TRANSITION");
        var xrdp = (LicenseError) find("xf_xrdp_tls", LicenseError.class);
        assertThat(xrdp.isValidClient()).isTrue();
        assertThat(xrdp.bbErrorInfo().wBlobType()).isEqualTo(0x1428); // with no data the type means nothing
    }

    @Test
    void readsTheResponseOfAWindowsClient() {
        PduChecks.roundTrips(LicenseMessage::decode, RESPONSE);
        PduChecks.rejectsEveryPrefix(LicenseMessage::decode, RESPONSE);
        PduChecks.roundTrips(ResponseData::decode, Bytes.fromHex("00010001 0300 0a00 54004500530054000000"));
        PduChecks.roundTrips(HardwareId::decode, Bytes.fromHex("02000000 f159873e c9d898af 2402f8f3 293af026"));
    }

    @Test
    void refusesASizeThatIsNotTheMessages() {
        Bytes wrong = Bytes.fromHex("ff031100 07000000 02000000 04000000");
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> PduChecks.decode(LicenseMessage::decode, wrong))
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo("wMsgSize");
                    assertThat(e.problem()).isEqualTo(Problem.UNEXPECTED_VALUE);
                });
    }

    @Test
    void refusesATypeThatDoesNotExist() {
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> PduChecks.decode(LicenseMessage::decode, Bytes.fromHex("77030400")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_VALUE));
    }

    @Test
    void keepsCodesNobodyKnows() {
        var error = (LicenseError)
                PduChecks.roundTrips(LicenseMessage::decode, Bytes.fromHex("ff031000 99000000 98000000 04000000"));
        assertThat(error.dwErrorCode()).hasToString("0x99");
        assertThat(error.dwStateTransition()).hasToString("0x98");
    }

    @Test
    void boundsTheNumberOfScopes() {
        byte[] bytes = body(CAPTURED.stream()
                        .filter(c -> c.row().name().endsWith("0x01)"))
                        .findFirst()
                        .orElseThrow())
                .toArray();
        bytes[bytes.length - 20] = (byte) 0xff; // ScopeCount 4 + wBlobType 2 + wBlobLen 2 + text 14 - 2
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> PduChecks.decode(LicenseMessage::decode, Bytes.wrap(bytes)))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.LIMIT_EXCEEDED));
    }

    @Test
    void survivesDamage() {
        var samples = new ArrayList<Bytes>(List.of(RESPONSE));
        CAPTURED.forEach(c -> samples.add(body(c)));
        LicenseExchangeTest.wholeExchange().forEach(m -> samples.add(m.toBytes()));
        PduChecks.survivesMutations(LicenseMessage::decode, samples, 20_261_122, 60_000);
    }

    private static LicenseMessage find(String capture, Class<? extends LicenseMessage> kind) {
        return CAPTURED.stream()
                .filter(c -> c.capture().equals(capture))
                .map(c -> PduChecks.decode(LicenseMessage::decode, body(c)))
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static Bytes body(Captured captured) {
        WireReader in = CapturedSecurity.reader(captured.bytes());
        assertThat(SecurityHeader.decode(in).flags()).isEqualTo(SecurityFlags.SEC_LICENSE_PKT);
        return in.rest("");
    }
}
