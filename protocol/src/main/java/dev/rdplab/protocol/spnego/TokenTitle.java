package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.ArrayList;
import java.util.Optional;

/** What an authentication token is called in transcripts. It looks at the outside only, and never fails. */
public final class TokenTitle {

    private static final String UNKNOWN = "unknown token";
    private static final int KRB_ERROR = 0x7e; // application 30, constructed
    private static final int ERROR_CODE = 6;

    private TokenTitle() {}

    /** Such as {@code NTLM CHALLENGE}, {@code SPNEGO NegTokenInit (KRB5 AP-REQ)} or {@code unknown token}. */
    public static String of(Bytes token) {
        return of(token, true);
    }

    /** The same for a token of SPNEGO that is read already. */
    static String of(NegToken token) {
        return token instanceof NegTokenInit init ? init(init) : response((NegTokenResp) token);
    }

    /** The same for a token that refuses, with the error code of a KRB-ERROR in it. */
    public static String ofRefusal(Bytes token) {
        String title = of(token);
        try {
            boolean framed = token.get(0) == NegTokenInit.APPLICATION;
            var inner = framed ? Optional.of(token) : NegToken.decode(token).inner();
            return inner.map(InitialContextToken::decode)
                    .filter(kerberos -> kerberos.tokenId() == InitialContextToken.ERROR)
                    .map(kerberos -> title + ", " + errorCode(kerberos.message()))
                    .orElse(title);
        } catch (ProtocolViolationException | IndexOutOfBoundsException unreadable) {
            return title;
        }
    }

    /** Of a KRB-ERROR, RFC 4120 section 5.9.1, in which five or six fields come before it. */
    private static KrbErrorCode errorCode(Bytes message) {
        var body = DerReader.of(message, Stage.CREDSSP, "KRB-ERROR")
                .enter("KRB-ERROR", KRB_ERROR)
                .enter("KRB-ERROR", DerReader.SEQUENCE);
        for (int before = 0; before < ERROR_CODE; before++) {
            if (body.next(DerReader.context(before))) {
                body.enter("KRB-ERROR", DerReader.context(before));
            }
        }
        return new KrbErrorCode(
                body.enter("error-code", DerReader.context(ERROR_CODE)).integer("error-code"));
    }

    /** @param outer false inside SPNEGO, where SPNEGO is not decoded again: it is not nested in practice, and depth costs stack */
    private static String of(Bytes token, boolean outer) {
        if (token.startsWith(NtlmMessage.SIGNATURE)) {
            return ntlm(token);
        }
        try {
            return !token.isEmpty() && token.get(0) == NegTokenInit.APPLICATION
                    ? framed(token, outer)
                    : outer && NegToken.decode(token) instanceof NegTokenResp response ? response(response) : UNKNOWN;
        } catch (ProtocolViolationException malformed) {
            return UNKNOWN;
        }
    }

    private static String ntlm(Bytes token) {
        int type = token.length() > 8 ? token.get(8) : 0;
        return switch (type) {
            case NtlmMessage.NEGOTIATE -> "NTLM NEGOTIATE";
            case NtlmMessage.CHALLENGE -> "NTLM CHALLENGE";
            case NtlmMessage.AUTHENTICATE -> "NTLM AUTHENTICATE";
            default -> "NTLM";
        };
    }

    /** The frame of RFC 2743 section 3.1: SPNEGO, or Kerberos by RFC 4121 section 4.1 and its token id. */
    private static String framed(Bytes token, boolean outer) {
        var frame = DerReader.of(token, Stage.CREDSSP, "InitialContextToken")
                .enter("InitialContextToken", NegTokenInit.APPLICATION);
        var mech = new Oid(frame.primitive("thisMech", DerReader.OBJECT_IDENTIFIER));
        if (mech.equals(Oid.SPNEGO) && outer) {
            return of(NegToken.decode(token));
        }
        if (!mech.isKerberos()) {
            return mech.title();
        }
        return InitialContextToken.title(frame.wire().u16be("TOK_ID"));
    }

    private static String init(NegTokenInit init) {
        var inner = init.inner().map(token -> of(token, false));
        return "SPNEGO NegTokenInit (" + inner.orElseGet(() -> init.mechTypes().toString()) + ")";
    }

    private static String response(NegTokenResp response) {
        var says = new ArrayList<String>();
        response.inner().map(inner -> of(inner, false)).ifPresent(says::add);
        if (says.isEmpty()) {
            response.supportedMech().map(mech -> "selects " + mech).ifPresent(says::add);
        }
        response.mechListMic().ifPresent(mic -> says.add("mechListMIC"));
        if (says.isEmpty()) {
            response.negState().ifPresent(state -> says.add(state.toString()));
        }
        return "SPNEGO NegTokenResp (" + String.join(", ", says) + ")";
    }
}
