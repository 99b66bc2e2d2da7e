package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.Optional;

/**
 * Follows a connection inside TLS without its keys, by the lengths of records. Works because programs write one PDU a
 * record, and because AEAD suites show the exact length of what they encrypt.
 */
final class RecordGuess {

    private static final int ERECT_DOMAIN_REQUEST = 12;
    private static final int ATTACH_USER_REQUEST = 8;
    private static final int ATTACH_USER_CONFIRM = 11;
    private static final int CHANNEL_JOIN_CONFIRM = 15;
    private static final int EARLY_AUTH = 4;
    private static final int SEND_DATA = 14; // TPKT 4 + X.224 3 + MCS 7; 15 with a length of two bytes
    private static final int LICENSE_ERROR = SEND_DATA + 20; // security header 4 + message 16
    private static final int CLIENT_INFO = 60; // shorter ones name neither user nor address
    private static final long SESSION = 20_000; // no server sends so much before its session is up

    private final boolean nla;
    private final int overhead;
    private final int slack;
    private final LengthGuess share = new LengthGuess();
    private Stage stage;
    private Role last;
    private int clientRecords;
    private long serverBytes;
    private boolean erected;
    private boolean fontList;

    /**
     * @param suite the standard name, empty when it is not known; lengths of CBC suites are known to a block
     * @param tls13 a content type is encrypted too
     */
    RecordGuess(boolean nla, String suite, boolean tls13) {
        this.nla = nla;
        this.stage = nla ? Stage.CREDSSP : Stage.MCS_CONNECT;
        boolean cbc = suite.contains("_CBC_");
        int mac = suite.endsWith("SHA") ? 20 : suite.endsWith("SHA384") ? 48 : 32;
        boolean explicitNonce = !tls13 && !suite.contains("_CHACHA20_"); // GCM, also where the suite is not known
        this.overhead = cbc ? 16 + mac + 1 : 16 + (tls13 ? 1 : 0) + (explicitNonce ? 8 : 0);
        this.slack = cbc ? 15 : 0;
    }

    /** Takes the length of a record's fragment and says where the connection is now. */
    Stage record(Role sender, int fragment) {
        int most = fragment - overhead;
        int least = most - slack;
        if (most <= 0) {
            return stage;
        }
        if (sender == Role.SERVER) {
            serverBytes += most;
            server(least, most);
        } else {
            clientRecords++;
            client(least, most);
        }
        last = sender;
        if (serverBytes > SESSION) {
            enter(Stage.ACTIVE);
        }
        return stage;
    }

    boolean fontList() {
        return fontList;
    }

    private void client(int least, int most) {
        if (!erected && is(ERECT_DOMAIN_REQUEST, least, most)
                || is(ERECT_DOMAIN_REQUEST + ATTACH_USER_REQUEST, least, most)) {
            erected = true;
            enter(Stage.CHANNEL_JOIN);
        } else if (!erected && nla && clientRecords > 3 && last == Role.CLIENT) {
            enter(Stage.MCS_CONNECT); // credentials, and Connect-Initial right behind them
        } else if (stage == Stage.CHANNEL_JOIN && least >= CLIENT_INFO) {
            enter(Stage.LICENSING);
        } else if (stage.compareTo(Stage.LICENSING) >= 0) {
            shared(Role.CLIENT, least, most);
        }
    }

    private void server(int least, int most) {
        if (stage == Stage.CREDSSP && is(EARLY_AUTH, least, most)) {
            enter(Stage.MCS_CONNECT);
        } else if (stage == Stage.LICENSING && (is(LICENSE_ERROR, least, most) || is(LICENSE_ERROR + 1, least, most))) {
            enter(Stage.CAPABILITIES);
        } else if (!erected && (is(ATTACH_USER_CONFIRM, least, most) || is(CHANNEL_JOIN_CONFIRM, least, most))) {
            erected = true;
            enter(Stage.CHANNEL_JOIN);
        } else if (stage.compareTo(Stage.LICENSING) >= 0) {
            shared(Role.SERVER, least, most);
        }
    }

    private void shared(Role sender, int least, int most) {
        Optional<String> name = share.share(sender, least - SEND_DATA - 1, most - SEND_DATA);
        name.map(StageRules::afterName).ifPresent(this::enter);
        fontList |= name.filter(PduNames.FONT_LIST::equals).isPresent();
        if (name.filter(PduNames.SYNCHRONIZE::equals).isPresent()) {
            enter(Stage.FINALIZATION);
        }
    }

    private void enter(Stage next) {
        stage = next.compareTo(stage) > 0 ? next : stage;
    }

    private static boolean is(int length, int least, int most) {
        return least <= length && length <= most;
    }
}
