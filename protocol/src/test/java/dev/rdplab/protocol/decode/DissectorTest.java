package dev.rdplab.protocol.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.CaptureDissection.Row;
import dev.rdplab.protocol.mcs.SendDataIndication;
import dev.rdplab.protocol.security.CapturedSecurity;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.share.Control;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.Synchronize;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DissectorTest {

    static final List<String> CAPTURES = CaptureDissection.NAMES;

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void readsEveryRowWholeAndWritesItAgain(String capture) {
        assertThat(CaptureDissection.rows(capture))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.dissect().frame().toBytes()).isEqualTo(row.bytes()));
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void agreesWithTheNamesInTheCapture(String capture) {
        // Later rows were named by flags alone, which the capture's author got wrong where there is no security header.
        assertThat(CaptureDissection.rows(capture))
                .filteredOn(row ->
                        List.of("x224", "credssp", "mcs").contains(row.row().stage()))
                .allSatisfy(row ->
                        assertThat(row.row().name()).startsWith(row.dissect().name()));
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void namesAFieldForEveryByte(String capture) {
        assertThat(CaptureDissection.rows(capture)).allSatisfy(row -> {
            var named = new BitSet();
            for (Field field : row.dissect().fields()) {
                named.set(field.offset(), field.offset() + field.length());
            }
            assertThat(named.length()).isEqualTo(row.bytes().length());
            assertThat(named.nextClearBit(0))
                    .as("byte without a field")
                    .isEqualTo(row.bytes().length());
        });
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void refusesEveryPrefixOfEveryRow(String capture) {
        assertThat(CaptureDissection.rows(capture))
                .allSatisfy(row -> PduChecks.rejectsEveryPrefix(decoder(row), row.bytes()));
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void survivesMutations(String capture) {
        long seed = capture.hashCode();
        for (var row : CaptureDissection.rows(capture)) {
            PduChecks.survivesMutations(decoder(row), List.of(row.bytes()), seed, 200);
        }
    }

    @Test
    void followsASessionWithHybridEx() {
        assertThat(CaptureDissection.titles("xf3_hybridex_ok", 1))
                .isEqualTo(
                        """
                > ConnectionRequest
                < ConnectionConfirm
                > TSRequest (NTLM NEGOTIATE)
                < TSRequest (NTLM CHALLENGE)
                > TSRequest (NTLM AUTHENTICATE)
                < TSRequest (pubKeyAuth)
                > TSRequest (authInfo)
                < EarlyUserAuthorizationResult
                > ConnectInitial
                < ConnectResponse
                > ErectDomainRequest
                > AttachUserRequest
                < AttachUserConfirm
                > ClientInfo
                < AutoDetectRequest
                > AutoDetectResponse
                < LicenseError (STATUS_VALID_CLIENT)
                < InitiateMultitransportRequest
                > MultitransportResponse
                < DemandActive
                > ConfirmActive
                > Synchronize
                > ControlCooperate
                > ControlRequest
                > FontList
                < Synchronize
                < ControlCooperate
                < ControlGranted
                < FontMap
                < DeactivateAll
                < DemandActive
                < ChannelData (channel 1005)
                < ChannelData (channel 1007)
                > FastPath
                > FastPath
                > ConfirmActive""");
    }

    @Test
    void namesTheTokensInsideSpnego() {
        assertThat(CaptureDissection.titles("xf3_spnego_ntlm", 1))
                .startsWith(
                        """
                > ConnectionRequest
                < ConnectionConfirm
                > TSRequest (SPNEGO NegTokenInit (KRB5 TGT-REQ))
                < TSRequest (SPNEGO NegTokenResp (selects NTLM))
                > TSRequest (SPNEGO NegTokenResp (NTLM NEGOTIATE))
                < TSRequest (SPNEGO NegTokenResp (NTLM CHALLENGE))
                > TSRequest (SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC))""");
    }

    @Test
    void followsASessionWithStandardSecurityWithoutKeys() {
        assertThat(CaptureDissection.titles("rd_xrdp_rdp", 1).replaceAll("[<>] ChannelJoin.*\n", ""))
                .startsWith(
                        """
                > ConnectionRequest
                < ConnectionConfirm
                > ConnectInitial
                < ConnectResponse
                > ErectDomainRequest
                > AttachUserRequest
                < AttachUserConfirm
                > SecurityExchange
                > Encrypted (ClientInfo)
                < LicenseRequest
                > NewLicenseRequest
                < LicenseError (STATUS_VALID_CLIENT)
                < Encrypted
                > Encrypted""");
    }

    @Test
    void followsASessionWithStandardSecurityWithItsKeys() {
        var keys = CapturedSecurity.load("rd_xrdp_rdp").keys();
        var context = DissectorContext.START.withKeys(keys);
        var titles = new ArrayList<String>();
        for (var row : CaptureDissection.rows("rd_xrdp_rdp").subList(21, 38)) {
            var dissected = Dissector.dissect(row.bytes(), row.sender(), context);
            assertThat(dissected.frame().toBytes()).isEqualTo(row.bytes());
            assertThat(dissected.fields().stream()
                            .mapToInt(f -> f.offset() + f.length())
                            .max())
                    .hasValue(row.bytes().length());
            titles.add((row.row().fromClient() ? "> " : "< ") + dissected.title());
            context = dissected.next();
        }

        assertThat(titles)
                .containsExactly(
                        "> SecurityExchange",
                        "> ClientInfo",
                        "< LicenseRequest",
                        "> NewLicenseRequest",
                        "< LicenseError (STATUS_VALID_CLIENT)",
                        "< DemandActive",
                        "> ConfirmActive",
                        "> Synchronize",
                        "> ControlCooperate",
                        "> ControlRequest",
                        "< Synchronize",
                        "< ControlCooperate",
                        "< ControlGranted",
                        "> Input",
                        "> FontList",
                        "< FontMap",
                        "< FastPath");
    }

    @Test
    void refusesAKeyThatIsNotTheSessions() {
        var keys = SessionKeys.derive(EncryptionMethod.BITS_128, Bytes.zeros(32), Bytes.zeros(32));
        var row = CaptureDissection.rows("rd_xrdp_rdp").get(22);

        assertThatThrownBy(() -> Dissector.dissect(
                        row.bytes(), row.sender(), row.context().withKeys(keys)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("BAD_SIGNATURE");
    }

    @Test
    void tellsWhyAServerRefuses() {
        assertThat(CaptureDissection.titles("xf3_ext_fallback_fail5", 1))
                .endsWith("< ConnectionConfirm (HYBRID_REQUIRED_BY_SERVER)");
        assertThat(CaptureDissection.titles("xf3_hybridex_denied", 1))
                .endsWith("< EarlyUserAuthorizationResult (AUTHZ_ACCESS_DENIED)");
        assertThat(CaptureDissection.titles("xf3_logonfailure", 1)).endsWith("< TSRequest (errorCode)");
        assertThat(CaptureDissection.titles("xf_xrdp_rdp", 1)).contains("< DisconnectProviderUltimatum (rn-");
    }

    @Test
    void readsTheErrorInfoFrameOfTheReference() {
        var frame = Bytes.fromHex("0300002402f08068000103eb7016160017000000ea030100000108002f00000007000000");

        var dissected = Dissector.dissect(frame, Role.SERVER, DissectorContext.START);

        assertThat(dissected.title()).isEqualTo("SetErrorInfo (0x00000007)");
        assertThat(dissected.parts()).containsExactly(ShareData.of(0, 0x000103ea, new SetErrorInfo(7)));
        assertThat(dissected.fields()).contains(new Field("TS_SET_ERROR_INFO_PDU.errorInfo", 32, 4));
        assertThat(dissected.frame().toBytes()).isEqualTo(frame);
    }

    @Test
    void namesAllPdusOfOnePacket() {
        var frame = SendDataIndication.of(
                        1002,
                        1003,
                        Bytes.concat(
                                ShareData.of(1002, 1, new Synchronize(1007)).toBytes(),
                                ShareData.of(1002, 1, Control.cooperate()).toBytes()))
                .toBytes();

        var dissected = Dissector.dissect(frame, Role.SERVER, DissectorContext.START);

        assertThat(dissected.title()).isEqualTo("Synchronize (Synchronize + ControlCooperate)");
        assertThat(dissected.parts()).hasSize(2);
        assertThat(dissected.stage()).isEqualTo(Stage.FINALIZATION);
    }

    @Test
    void learnsTheChannelsFromTheConnectResponse() {
        var context = CaptureDissection.rows("xf3_hybridex_ok").stream()
                .map(Row::dissect)
                .filter(d -> d.name().equals(PduNames.CONNECT_RESPONSE))
                .findFirst()
                .orElseThrow()
                .next();

        assertThat(context.ioChannel()).isEqualTo(1003);
        assertThat(context.messageChannel()).hasValue(1008);
        assertThat(context.encryption()).isFalse();
    }

    @Test
    void takesFastPathInputOfTwelveEventsForNoTsRequest() {
        var rows = CaptureDissection.rows("xf3_hybridex_ok");
        var context = rows.get(rows.size() - 1).dissect().next();

        var dissected = Dissector.dissect(Bytes.fromHex("3003aa"), Role.CLIENT, context);

        assertThat(dissected.name()).isEqualTo(PduNames.FAST_PATH);
    }

    @Test
    void refusesAnEmptyFrame() {
        assertThatThrownBy(() -> Dissector.dissect(Bytes.EMPTY, Role.CLIENT, DissectorContext.START))
                .isInstanceOf(ProtocolViolationException.class);
    }

    private static Function<WireReader, Pdu> decoder(Row row) {
        return in ->
                Dissector.dissect(in.rest("frame"), row.sender(), row.context()).frame();
    }
}
