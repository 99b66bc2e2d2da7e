package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Words;
import dev.rdplab.words.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The names that a moment's {@code on} may have. */
public final class MessageNames {

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

    private static final Words<String> KNOWN = Forms.words("message", known(), name -> name);

    /** The name of a message as it stands in a file. */
    public static final Form<String> FORM = new Name();

    private MessageNames() {}

    /** All names but those that depend on what an SPNEGO token holds. */
    public static Set<String> all() {
        return KNOWN.byWord().keySet();
    }

    private record Name() implements Form<String> {
        @Override
        public String read(YamlNode node) {
            String text = node.asScalar().text();
            return text.startsWith(SPNEGO) ? text : KNOWN.read(node);
        }

        @Override
        public String allowed() {
            return "the name of a message, such as ClientHello or " + SPNEGO;
        }

        @Override
        public String example(Random random) {
            return random.nextInt(8) == 0 ? SPNEGO + "Init" : KNOWN.example(random);
        }

        @Override
        public Map<String, Object> schema() {
            return Form.schema(
                    "anyOf", List.of(KNOWN.schema(), Form.schema("type", "string", "pattern", "^" + SPNEGO)));
        }
    }

    private static TreeSet<String> known() {
        var names = new TreeSet<>(PduNames.all());
        names.addAll(TLS);
        names.addAll(TOKENS);
        names.add(Moment.ANY);
        return names;
    }
}
