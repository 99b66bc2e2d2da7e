package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A Kerberos message in the frame of GSS, RFC 2743 section 3.1 and RFC 4121 section 4.1.
 *
 * @param tokenId which message it is, two bytes
 */
public record InitialContextToken(Oid thisMech, int tokenId, Bytes message) implements Pdu {

    public static final int AP_REQ = 0x0100;
    public static final int AP_REP = 0x0200;
    public static final int ERROR = 0x0300;
    public static final int TGT_REQ = 0x0400;
    public static final int TGT_REP = 0x0401;

    private static final int APPLICATION = 0x60;
    private static final String NAME = "InitialContextToken";

    /** How the token is called in transcripts. */
    public String title() {
        return title(tokenId);
    }

    static String title(int tokenId) {
        return switch (tokenId) {
            case AP_REQ -> "KRB5 AP-REQ";
            case AP_REP -> "KRB5 AP-REP";
            case ERROR -> "KRB5 ERROR";
            case TGT_REQ -> "KRB5 TGT-REQ";
            case TGT_REP -> "KRB5 TGT-REP";
            default -> "KRB5";
        };
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w).element(NAME, APPLICATION, frame -> frame.primitive(
                        "thisMech", DerReader.OBJECT_IDENTIFIER, thisMech.content())
                .raw("TOK_ID", Bytes.of(tokenId >> 8, tokenId))
                .raw("innerToken", message)));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static InitialContextToken decode(Bytes token) {
        var in = DerReader.of(token, Stage.CREDSSP, NAME);
        var frame = in.enter(NAME, APPLICATION);
        in.expectEnd();
        var mech = new Oid(frame.primitive("thisMech", DerReader.OBJECT_IDENTIFIER));
        int id = frame.wire().u16be("TOK_ID");
        return new InitialContextToken(mech, id, frame.wire().rest("innerToken"));
    }
}
