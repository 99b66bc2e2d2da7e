package dev.rdplab.lab.verdict;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.words.Near;
import dev.rdplab.words.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rule may ask for with {@code observed}: what was seen of a connection apart from its ending. The names of Kerberos errors
 * may stand there too, see {@link Facts#observed}.
 */
public enum Observation {
    /** The name has no address. */
    UNKNOWN_HOST,
    /** There is no route. */
    UNREACHABLE,
    /** The proxy, or the way to it, refused: nothing reached the server. */
    PROXY_REFUSED,
    /** A DisconnectProviderUltimatum came. */
    ULTIMATUM,
    /** The server speaks TSRequest version 2, which has no errorCode. */
    CREDSSP_VERSION_2,
    /** Long packets vanish on the path. */
    PATH_MTU,
    /** What was sent never arrived. */
    NEVER_ARRIVED,
    /** At a deadline the peer's kernel had taken all that was sent. */
    ACKNOWLEDGED,
    /** At a deadline the peer's kernel had not taken all that was sent. */
    NOT_ACKNOWLEDGED,
    /** The peer's kernel had taken the ClientHello. */
    CLIENT_HELLO_ACKNOWLEDGED,
    /** Bytes of the server's came after the ClientHello. */
    CLIENT_HELLO_ANSWERED,
    /** At a deadline a part of the answer had come, too short for the smallest message that can stand there. */
    INCOMPLETE_MESSAGE,
    /** The server sent more than a TLS flight can have. */
    ENDLESS_FLIGHT,
    /** What ended it is a limit of this client. */
    OWN_LIMIT,
    /** Further tries ended the same way. */
    REPEAT_SAME,
    /** Further tries ended differently. */
    REPEAT_VARIES,
    /** Words of the further tries of a thorough probe: what was changed, and whether it got further. */
    OTHER_TLS_VERSION_WORKS,
    ONE_TLS_VERSION_FAILS_TOO,
    OLD_TLS_WORKS,
    WITHOUT_NLA_WORKS,
    WITHOUT_NLA_FAILS_TOO,
    RDP_SECURITY_WORKS,
    FULL_OFFER_WORKS,
    SMALLER_HELLO_WORKS,
    SMALL_SEGMENTS_WORK,
    SMALL_SEGMENTS_FAIL,
    WITHOUT_NAME_WORKS,
    WITH_NAME_WORKS,
    OTHER_ADDRESS_WORKS,
    EVERY_ADDRESS_FAILS,
    /** Words of captures: what lengths, order and times allow to say without keys. */
    ALERT_ANSWERS_LOGON,
    CAME_BACK,
    ENCRYPTED_ALERT,
    ICMP,
    LEFT_AFTER_CONFIRM,
    MODE_NOT_OFFERED,
    SELECTED_WITHOUT_NLA,
    ZERO_WINDOW,
    LENGTH_ERROR_INFO,
    LENGTH_LICENSE_ERROR,
    LENGTH_LOGON_REFUSED,
    LENGTH_AUTHORIZATION,
    LENGTH_CONFERENCE_ENDED,
    LENGTH_CONNECT_RESPONSE,
    LENGTH_JOIN_CONFIRM,
    LENGTH_TOKEN_THEN_CLOSE,
    LENGTH_PUBLIC_KEY,
    /** Words of logs beside a capture. */
    LOG_CONTRADICTION,
    LOG_AMBIGUOUS,
    UDP_BLOCKED,
    /** Words of the last messages and of what was wrong in them. */
    SERVER_ENDED,
    SERVER_SILENT,
    ASKED_NLA_ONLY,
    ASKED_TLS_ONLY,
    ASKED_RDP_ONLY,
    CLEAR_MCS,
    FIPS_METHOD,
    PUBLIC_KEY_MISMATCH,
    REDIRECTION,
    NTLMV1,
    RDP,
    RDP_SELECTED,
    NO_ENCRYPTION,
    /** Words for what a port speaks that is not RDP. */
    ANOTHER_PROTOCOL,
    SPEAKS_HTTP,
    SPEAKS_TLS,
    SPEAKS_SSH,
    SPEAKS_VNC,
    SPEAKS_MAIL,
    SPEAKS_SMB,
    SPEAKS_SOCKS,
    SPEAKS_TELNET,
    SPEAKS_MYSQL,
    SPEAKS_REDIS,
    SPEAKS_RPC,
    SPEAKS_ECHO,
    SPEAKS_OTHER,
    /** Words of a further try with TLS alone. */
    TLS_WORKS,
    TLS_REFUSED_TOO;

    private static final Set<String> OWN =
            Arrays.stream(values()).map(Observation::word).collect(Collectors.toSet());

    /** The word in tables and results, such as {@code unknown-host}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word of a rule. @throws dev.rdplab.words.BadValueException when nothing is ever observed under it */
    static String read(YamlScalar scalar) {
        String word = scalar.string();
        if (!OWN.contains(word) && !Known.WORDS.contains(word)) {
            throw scalar.wrong(
                    scalar.described() + " is not a valid observation" + Near.question(word, Known.WORDS),
                    Arrays.stream(values()).map(Observation::word).collect(Collectors.joining(", "))
                            + ", or the name of a Kerberos error");
        }
        return word;
    }

    /** Made when first needed: the table of Kerberos errors takes a moment. */
    private static final class Known {
        static final List<String> WORDS = Stream.concat(
                        Arrays.stream(values()).map(Observation::word),
                        CodeTables.of(CodeSpace.KRB_ERROR).stream().map(Code::name))
                .toList();
    }
}
