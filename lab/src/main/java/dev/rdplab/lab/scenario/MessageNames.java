package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.words.YamlScalar;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The names that a moment's {@code on} may have. */
final class MessageNames {

    /** TLS messages, as the record layer names them; RFC 8446 section 4 and RFC 5246 section 7.4. */
    private static final List<String> TLS = List.of(
            "HelloRetryRequest",
            "EncryptedExtensions",
            "Certificate",
            "ServerKeyExchange",
            "CertificateRequest",
            "ServerHelloDone",
            "CertificateVerify",
            "ClientKeyExchange",
            "Finished",
            "CertificateStatus",
            "NewSessionTicket",
            "KeyUpdate",
            "ChangeCipherSpec",
            "Alert",
            "EncryptedAlert",
            "EncryptedHandshake",
            "HandshakeFragment",
            "ApplicationData");

    /** What a TSRequest carries. */
    private static final List<String> TOKENS = List.of(
            "NTLM NEGOTIATE",
            "NTLM CHALLENGE",
            "NTLM AUTHENTICATE",
            "KRB5 TGT-REQ",
            "KRB5 TGT-REP",
            "KRB5 AP-REQ",
            "KRB5 AP-REP",
            "KRB5 ERROR",
            "pubKeyAuth",
            "authInfo",
            "errorCode");

    /** What such a token is called depends on what it holds. */
    private static final String SPNEGO = "SPNEGO NegToken";

    private static final TreeSet<String> KNOWN = known();

    private MessageNames() {}

    static void check(YamlScalar name) {
        if (!KNOWN.contains(name.text()) && !name.text().startsWith(SPNEGO)) {
            throw name.wrong(name.described() + " is no message", String.join(", ", KNOWN));
        }
    }

    private static TreeSet<String> known() {
        var names = new TreeSet<String>();
        Arrays.stream(PduNames.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .forEach(field -> {
                    try {
                        names.add((String) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
        names.addAll(TLS);
        names.addAll(TOKENS);
        names.add(Moment.ANY);
        return names;
    }
}
