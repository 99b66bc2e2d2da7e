package dev.rdplab.protocol.rdsaad;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A message of RDS-AAD, [MS-RDPBCGR] 2.2.18: a JSON object as UTF-8 and one zero byte. The text is kept as it is. */
public sealed interface RdsAadPdu extends Pdu {

    /** The JSON object. */
    String json();

    /** The name among {@link PduNames}. */
    String pduName();

    /** The result when it is not a success; empty otherwise. */
    default String carries() {
        return "";
    }

    /**
     * Server Nonce PDU, 2.2.18.1.
     *
     * @param tsNonce what the assertion must repeat
     */
    record ServerNonce(String json, String tsNonce) implements RdsAadPdu {
        public static ServerNonce of(String tsNonce) {
            return new ServerNonce("{\"ts_nonce\":" + Json.quoted(tsNonce) + "}", tsNonce);
        }

        @Override
        public String pduName() {
            return PduNames.RDSAAD_NONCE;
        }
    }

    /**
     * Authentication Request PDU, 2.2.18.2. The assertion is a credential: the text form leaves it out.
     *
     * @param rdpAssertion a JWS in compact form, RFC 7515 section 7.1
     */
    record Request(String json, String rdpAssertion) implements RdsAadPdu {
        public static Request of(String rdpAssertion) {
            return new Request("{\"rdp_assertion\":" + Json.quoted(rdpAssertion) + "}", rdpAssertion);
        }

        @Override
        public String pduName() {
            return PduNames.RDSAAD_REQUEST;
        }

        @Override
        public String toString() {
            return "RdsAadPdu.Request[rdp_assertion=***]";
        }
    }

    /**
     * Authentication Result PDU, 2.2.18.3.
     *
     * @param result an HRESULT or NTSTATUS, unsigned; 0 is success
     */
    record Result(String json, long result) implements RdsAadPdu {
        public static Result of(long result) {
            return new Result("{\"authentication_result\":" + result + "}", result);
        }

        @Override
        public String pduName() {
            return PduNames.RDSAAD_RESULT;
        }

        @Override
        public String carries() {
            return result == 0 ? "" : "0x" + Long.toHexString(result).toUpperCase(Locale.ROOT);
        }
    }

    String STRUCTURE = "RDS_AAD";

    /**
     * Reads one message that ends where {@code reader} ends.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming what is wrong
     */
    static RdsAadPdu decode(WireReader reader) {
        var in = reader.as(STRUCTURE);
        if (!in.hasRemaining()) {
            throw in.violation("json", Problem.TRUNCATED, "no bytes");
        }
        String text = in.bytes("json", in.remaining() - 1).text(StandardCharsets.UTF_8);
        in.expectU8("terminator", 0);
        if (text.indexOf('\0') >= 0) {
            throw in.violation("json", Problem.TRAILING_BYTES, "a zero byte inside");
        }
        Map<String, Object> members;
        try {
            members = Json.object(text);
        } catch (Json.Malformed malformed) {
            throw in.violation("json", Problem.MALFORMED, malformed.getMessage());
        }
        if (members.get("ts_nonce") instanceof String nonce) {
            return new ServerNonce(text, nonce);
        }
        if (members.get("rdp_assertion") instanceof String assertion) {
            return new Request(text, assertion);
        }
        if (members.get("authentication_result") instanceof Long result) {
            return new Result(text, result & 0xffff_ffffL);
        }
        throw in.violation("json", Problem.UNKNOWN_VALUE, "none of ts_nonce, rdp_assertion, authentication_result");
    }

    @Override
    default void encode(WireWriter out) {
        out.structure(STRUCTURE, w -> w.bytes("json", Bytes.wrap(json().getBytes(StandardCharsets.UTF_8)))
                .u8("terminator", 0));
    }
}
