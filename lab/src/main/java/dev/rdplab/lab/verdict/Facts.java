package dev.rdplab.lab.verdict;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the client's end knows of how its connection ended: what rules are compared with.
 *
 * @param stage null where it is unknown, which only a capture leaves so
 * @param by the side that ended it
 * @param code the number carried, see {@link dev.rdplab.protocol.handshake.Outcome#code}
 * @param lastSent title of the last PDU sent; empty if none
 * @param lastReceived title of the last PDU received; empty if none
 * @param observed words for what else was seen: the security negotiated ({@code rdp}, {@code tls}, {@code nla}, {@code ext}),
 *     {@code unknown-host}, {@code unreachable}, {@code ultimatum}, {@code credssp-version-2}, {@code path-mtu}, whether at a
 *     deadline the peer's kernel had taken all ({@code acknowledged}, {@code not-acknowledged}, {@code
 *     client-hello-acknowledged}), {@link #CLIENT_HELLO_ANSWERED}, whether further tries ended alike ({@code repeat-same}, {@code repeat-varies}), and the
 *     words of the further tries of a thorough probe, such as {@code other-tls-version-works}; in CredSSP also the names of
 *     Kerberos errors, such as {@code KRB_AP_ERR_SKEW}
 */
public record Facts(
        Stage stage,
        EndingKind ending,
        Role by,
        OptionalLong code,
        String lastSent,
        String lastReceived,
        Set<String> observed) {

    /** Bytes of the server's came in the TLS handshake, so an end there is none on the ClientHello. */
    public static final String CLIENT_HELLO_ANSWERED = "client-hello-answered";

    /** A TPKT packet in place of a TLS record, or of a TSRequest, which is a SEQUENCE (0x30). */
    private static final Pattern CLEAR_MCS =
            Pattern.compile("not a TLS record but|0x0?3 instead of 0x30|instead of a TSRequest");

    /** ENCRYPTION_METHOD_FIPS in the server's security data. */
    private static final Pattern FIPS_METHOD = Pattern.compile("encryptionMethod\\b.*\\b0x0*10\\b");

    /** Standard RDP security, to a client that does without it. */
    private static final Pattern RDP_SELECTED = Pattern.compile("selectedProtocol\\b.*, RDP, the offer was ");

    /** As the connector tells an end at a proxy, before the server heard anything. */
    private static final Pattern THE_PROXY = Pattern.compile("^(?:the proxy|no connection to the proxy) ");

    private static final Pattern KERBEROS_ERROR = Pattern.compile("\\b(?:KRB_AP|KRB|KDC)_ERR_[A-Z_]+");

    public Facts {
        observed = Set.copyOf(observed);
    }

    /** What the ending alone tells; see {@link Observed#of} for all that a transcript tells too. */
    public static Facts of(Ending ending) {
        return new Facts(
                ending.stage(),
                ending.kind(),
                ending.outcome().by(),
                ending.outcome().code(),
                ending.lastSent(),
                ending.lastReceived(),
                told(ending));
    }

    /** What ending and detail tell. */
    private static Set<String> told(Ending ending) {
        var words = new HashSet<String>();
        String detail = ending.outcome().detail();
        var stage = ending.stage();
        if (stage == Stage.CONNECT) {
            words.addAll(connecting(detail));
        }
        if (stage == Stage.CREDSSP) {
            KERBEROS_ERROR.matcher(detail).results().map(MatchResult::group).forEach(words::add);
        }
        if (ending.kind() == EndingKind.COMPLETED
                && stage == Stage.ACTIVE
                && ending.outcome().by() == Role.SERVER) {
            words.add(Observed.SERVER_ENDED);
        }
        if (ending.lastReceived().contains("DisconnectProviderUltimatum")) {
            words.add(Observed.ULTIMATUM);
        }
        if (ending.kind() == EndingKind.PROTOCOL_VIOLATION) {
            words.addAll(violating(stage, detail));
        }
        return words;
    }

    private static Set<String> violating(Stage stage, String detail) {
        if ((stage == Stage.TLS || stage == Stage.CREDSSP)
                && CLEAR_MCS.matcher(detail).find()) {
            return Set.of("clear-mcs");
        }
        if (stage == Stage.X224 && RDP_SELECTED.matcher(detail).find()) {
            return Set.of("rdp-selected");
        }
        if (stage == Stage.CREDSSP && detail.contains("bound to another TLS key")) {
            return Set.of("public-key-mismatch");
        }
        return FIPS_METHOD.matcher(detail).find() ? Set.of("fips-method") : Set.of();
    }

    /** Why TCP was not set up, which the detail alone tells. */
    private static Set<String> connecting(String detail) {
        if (THE_PROXY.matcher(detail).find()) {
            return Set.of("proxy-refused");
        }
        if (detail.startsWith("unknown host")) {
            return Set.of("unknown-host");
        }
        return detail.contains("route to host") ? Set.of("unreachable") : Set.of();
    }

    public static Facts of(Stage stage, EndingKind ending) {
        var by = ending == EndingKind.TIMEOUT ? Role.CLIENT : Role.SERVER; // the client waits, as a rule
        return new Facts(stage, ending, by, OptionalLong.empty(), "", "", Set.of());
    }

    public Facts code(long number) {
        return new Facts(stage, ending, by, OptionalLong.of(number), lastSent, lastReceived, observed);
    }

    public Facts by(Role side) {
        return new Facts(stage, ending, side, code, lastSent, lastReceived, observed);
    }

    /** The same, and this was seen too. */
    public Facts observed(String word) {
        var more = new HashSet<>(observed);
        more.add(word);
        return new Facts(stage, ending, by, code, lastSent, lastReceived, more);
    }
}
