package dev.rdplab.lab.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMeaningsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RDP_NEG_RSP.selectedProtocol | 02000000 | HYBRID (CredSSP)",
                "RDP_NEG_RSP.selectedProtocol | 00000000 | RDP (standard RDP security)",
                "RDP_NEG_RSP.selectedProtocol | 40000000 | 64 (unknown)",
                "RDP_NEG_REQ.requestedProtocols | 0b000000 | `SSL (TLS) | HYBRID (CredSSP) | HYBRID_EX (CredSSP and early authorization)`",
                "RDP_NEG_REQ.requestedProtocols | 00000000 | RDP (standard RDP security)",
                "RDP_NEG_REQ.requestedProtocols | 41000000 | `SSL (TLS) | 0x40`",
                "RDP_NEG_FAILURE.failureCode | 05000000 | 0x5 HYBRID_REQUIRED_BY_SERVER",
                "TSRequest.errorCode | c000006d | 0xC000006D STATUS_LOGON_FAILURE",
                "TS_SET_ERROR_INFO_PDU.errorInfo | 07000000 | 0x00000007 ERRINFO_SERVER_DENIED_CONNECTION",
                "TS_INFO_PACKET.UserName | 61006c00690063006500 | `\"alice\"`",
                "TS_UD_CS_CORE.desktopWidth | 8002 | 640",
                "TS_UD_CS_CLUSTER.Flags | 15000000 | `REDIRECTION_SUPPORTED | REDIRECTION_VERSION6`",
                "ChannelJoinRequest.initiator | 0007 | 1008",
                "TPKT.length | 0013 | 19",
                "AV_PAIR.MsvAvTimestamp | 0080 3ed5deb19d01 | 1970-01-01T00:00:00Z",
                "NegTokenResp.supportedMech | 2b06010401823702020a | NTLM",
                "LICENSE_ERROR_MESSAGE.dwErrorCode | 07000000 | 0x00000007 STATUS_VALID_CLIENT",
            })
    void saysWhatBytesMean(String path, String hex, String meaning) {
        assertThat(FieldMeanings.of(path, Bytes.fromHex(hex.replace(" ", "")))).isEqualTo(meaning);
    }

    @Test
    void bearsAnyBytesUnderAnyName() {
        var random = new Random(7);
        for (String path : List.of(
                "RDP_NEG_RSP.flags", "TSRequest.negoToken", "TS_X.y", "unknown", "", ".", "AV_PAIR.MsvAvTimestamp")) {
            for (int length = 0; length < 40; length++) {
                var bytes = new byte[length];
                random.nextBytes(bytes);
                assertThat(FieldMeanings.of(path, Bytes.copyOf(bytes))).as(path).isNotNull();
                assertThat(TokenFields.with(Bytes.copyOf(bytes), List.of(new Field("TSRequest.negoToken", 0, length))))
                        .isNotEmpty();
            }
        }
    }

    /** [MS-NLMP] 4.2.4.3's CHALLENGE has a target name and two names in its TargetInfo. */
    @Test
    void showsTheFieldsInsideAnNtlmToken() {
        var token = Bytes.fromHex("4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef"
                + "00000000000000002400240044000000060070170000000f53006500720076006500720002000c0044006f006d00"
                + "610069006e0001000c0053006500720076006500720000000000");
        var frame = Bytes.concat(Bytes.zeros(5), token);

        var fields = TokenFields.with(frame, List.of(new Field("TSRequest.negoToken", 5, token.length())));

        assertThat(fields)
                .contains(
                        new Field("CHALLENGE_MESSAGE.TargetName", 5 + 0x38, 12),
                        new Field("AV_PAIR.MsvAvNbDomainName", 5 + 0x44 + 4, 12),
                        new Field("AV_PAIR.MsvAvNbComputerName", 5 + 0x44 + 20, 12));
        assertThat(fields.stream()
                        .filter(field -> field.path().startsWith("AV_PAIR.MsvAv"))
                        .map(field -> FieldMeanings.of(
                                field.path(), frame.slice(field.offset(), field.offset() + field.length()))))
                .containsExactly("\"Domain\"", "\"Server\"");
    }
}
