package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to read the lengths of encrypted records so far.
 *
 * @param place what is due next
 * @param legs tokens of the client in CredSSP
 * @param server bytes of the server in finalization
 * @param client PDUs of the client in finalization; while channels are joined, requests that came alone
 * @param said what the last record said of the end
 * @param by the end that sent it; null for none
 */
record Reading(Place place, int legs, int server, int client, Said said, Role by) {

    /** Bytes of Synchronize, Cooperate, Granted Control and Font Map in one TLS stream, the least. */
    private static final int FINALIZATION = 36 + 3 * 40;

    private static final int SESSION = 1_500; // bytes of finalization and more

    private static final int MAX_LEGS = 12;

    private static final int ALERT = 2;

    /** Bytes of PDUs that have one length and end nothing, by their sender: not taken for an alert with padding. */
    private static final Map<Role, List<Integer>> FIXED = Map.of(
            Role.SERVER, List.of(4, 9, 11, 13, 15, 16, 34, 35, 36, 37, 40, 41),
            Role.CLIENT, List.of(8, 9, 12, 15, 16, 20, 36, 37, 40, 41));

    private static final int TICKET = 50; // bytes of a NewSessionTicket, the least
    private static final int REJECTED = 26; // bytes of the shortest TSRequest with a token: accept-completed or reject
    private static final int ERROR_CODE = 15; // bytes of a TSRequest with errorCode, the least

    /** What is due next, in the order of the sequence. */
    enum Place {
        CLIENT_TOKEN(Stage.CREDSSP),
        SERVER_TOKEN(Stage.CREDSSP),
        AUTHORIZATION(Stage.EARLY_AUTH),
        RDSTLS(Stage.RDSTLS),
        RDS_AAD(Stage.RDS_AAD),
        CONNECT_INITIAL(Stage.MCS_CONNECT),
        CONNECT_RESPONSE(Stage.MCS_CONNECT),
        ERECT_DOMAIN(Stage.CHANNEL_JOIN),
        ATTACH_USER(Stage.CHANNEL_JOIN),
        ATTACH_CONFIRM(Stage.CHANNEL_JOIN),
        JOIN(Stage.CHANNEL_JOIN),
        LICENSE(Stage.LICENSING),
        LICENSE_EXCHANGE(Stage.LICENSING),
        DEMAND_ACTIVE(Stage.CAPABILITIES),
        CONFIRM_ACTIVE(Stage.CAPABILITIES),
        FINALIZATION(Stage.FINALIZATION),
        ACTIVE(Stage.ACTIVE);

        private final Stage stage;

        Place(Stage stage) {
            this.stage = stage;
        }

        /** Whether connections other than those that begin here come by. @param ext the server sends an authorization result */
        boolean follows(boolean ext) {
            return this != RDSTLS && this != RDS_AAD && (ext || this != AUTHORIZATION);
        }

        /** Where the connection begins behind TLS. */
        static Place behindTls(Stage stage) {
            return switch (stage) {
                case CREDSSP -> CLIENT_TOKEN;
                case RDSTLS -> RDSTLS;
                case RDS_AAD -> RDS_AAD;
                default -> CONNECT_INITIAL;
            };
        }
    }

    static Reading at(Place place) {
        return new Reading(place, 0, 0, 0, Said.NOTHING, null);
    }

    Stage stage() {
        return place.stage;
    }

    /** The server's token is the last record. */
    boolean answered() {
        return place == Place.CLIENT_TOKEN && legs > 0 && said == Said.NOTHING;
    }

    private Reading to(Place next) {
        return new Reading(next, legs, 0, 0, Said.NOTHING, null);
    }

    private Reading says(Said what, Role sender) {
        return new Reading(place, legs, server, client, what, sender);
    }

    /** The last record was no word of an end after all. */
    Reading goesOn() {
        return new Reading(place, legs, server, client, Said.NOTHING, null);
    }

    private List<Reading> stays() {
        return List.of(this);
    }

    /**
     * Whether a record of TLS 1.3 is an alert and nothing else: a token or a Connect-Initial is due, which are longer, or the
     * record has the length of an alert with 32 zeros.
     */
    boolean paddedAlert(Role sender, Length length) {
        boolean due =
                switch (place) {
                    case CLIENT_TOKEN -> sender == Role.CLIENT;
                    case SERVER_TOKEN -> sender == Role.SERVER;
                    case CONNECT_INITIAL -> true;
                    case AUTHORIZATION -> sender == Role.SERVER && !length.is(4);
                    default -> false;
                };
        boolean shorter = length.exact() && length.most() > ALERT && length.most() < REJECTED && !errorCode(length);
        boolean keyUpdate = length.is(5);
        return due && said == Said.NOTHING && legs > 0 && !keyUpdate && (shorter || length.exact() && length.is(34));
    }

    private static boolean errorCode(Length length) {
        return length.in(ERROR_CODE, ERROR_CODE + 1);
    }

    /**
     * Whether a record of TLS 1.3 can be an alert with padding, RFC 8446 section 5.4, besides the PDU that is due.
     *
     * @param zeros that an end may add to a record of its own choice
     */
    boolean alertToo(Role sender, Length length, int zeros) {
        if (place == Place.ACTIVE || said != Said.NOTHING) {
            return false;
        }
        if (!length.exact()) {
            return length.is(ALERT);
        }
        boolean begin = legs == 0 && (place == Place.CLIENT_TOKEN || place == Place.CONNECT_INITIAL);
        boolean ticket = sender == Role.SERVER && begin && length.most() >= TICKET;
        return length.most() > ALERT
                && length.most() <= ALERT + zeros
                && !FIXED.get(sender).contains(length.most())
                && !ticket;
    }

    /** The record is an alert. */
    Reading alerted(Role sender) {
        return says(Said.ALERT, sender);
    }

    /** The readings that a further record leaves; none when it contradicts this one. @param ext the server sends an authorization result */
    List<Reading> after(Role sender, Length length, boolean ext) {
        if (place == Place.ACTIVE) {
            return stays();
        }
        if (said != Said.NOTHING) {
            return afterTheWord(sender, length);
        }
        return sender == Role.CLIENT ? client(length, ext) : server(length);
    }

    /** After its last word an end may close the conference; the other may still send what it had begun. */
    private List<Reading> afterTheWord(Role sender, Length length) {
        if (said == Said.ALERT) {
            boolean pdu = length.exact() && !length.is(9) && FIXED.get(sender).contains(length.most());
            return sender != by && isShort(length) && !pdu
                    ? stays()
                    : List.of(); // a PDU that answers the other reading
        }
        boolean refusal = said == Said.LOGON_REFUSED || said == Said.ERROR_INFO || said == Said.CONFERENCE_ENDED;
        boolean authorization = said == Said.LOGON_REFUSED && by == Role.SERVER && length.is(4); // IronRDP sends both
        boolean closing = length.is(9) || authorization || refusal && sender != by && isShort(length);
        return closing ? stays() : List.of();
    }

    private static boolean isShort(Length length) {
        return length.exact() ? length.most() < 60 : length.least() < 60;
    }

    private List<Reading> client(Length length, boolean ext) {
        var word = length.is(9) && place.compareTo(Place.CONNECT_RESPONSE) >= 0
                ? List.of(says(Said.CONFERENCE_ENDED, Role.CLIENT))
                : List.<Reading>of();
        return word.isEmpty() || !length.exact() ? both(word, clientsNext(length, ext)) : word;
    }

    private List<Reading> clientsNext(Length length, boolean ext) {
        return switch (place) {
            case CLIENT_TOKEN -> token(length, ext);
            case SERVER_TOKEN, AUTHORIZATION -> List.of(); // it is the server's turn
            case RDSTLS, RDS_AAD -> // the first is the request, the next one the Connect-Initial
                !length.least(40)
                        ? stays()
                        : List.of(
                                legs == 0
                                        ? new Reading(place, 1, 0, 0, Said.NOTHING, null)
                                        : at(Place.CONNECT_RESPONSE));
            case CONNECT_INITIAL -> length.least(60) ? List.of(to(Place.CONNECT_RESPONSE)) : stays();
            case CONNECT_RESPONSE -> length.is(12) ? List.of(to(Place.ATTACH_USER)) : stays();
            case ERECT_DOMAIN ->
                length.is(20)
                        ? List.of(to(Place.ATTACH_CONFIRM))
                        : length.is(12) ? List.of(to(Place.ATTACH_USER)) : stays();
            case ATTACH_USER -> length.is(8) ? List.of(to(Place.ATTACH_CONFIRM)) : stays();
            case ATTACH_CONFIRM -> stays();
            case JOIN -> joins(length);
            case LICENSE -> stays();
            case LICENSE_EXCHANGE -> length.in(36, 37) || length.in(40, 41) ? List.of() : stays();
            case DEMAND_ACTIVE ->
                length.in(36, 37) || length.in(40, 41)
                        ? List.of()
                        : length.least(100) ? List.of(to(Place.FINALIZATION)) : stays();
            case CONFIRM_ACTIVE -> length.least(100) ? List.of(to(Place.FINALIZATION)) : stays();
            case FINALIZATION -> List.of(new Reading(place, legs, server, client + 1, said, by));
            case ACTIVE -> stays();
        };
    }

    /** A request a record, or all of them in one; never the one after the other. */
    private List<Reading> joins(Length length) {
        if (!length.least(60)) {
            return List.of(new Reading(place, legs, server, client + 1, said, by));
        }
        boolean several = client == 0 && length.isMultiple(12);
        return several ? List.of(this, to(Place.LICENSE)) : List.of(to(Place.LICENSE));
    }

    private List<Reading> token(Length length, boolean ext) {
        if (length.in(15, 16)) {
            return List.of(says(Said.LOGON_REFUSED, Role.CLIENT));
        }
        if (!length.least(17) || legs >= MAX_LEGS) {
            return stays();
        }
        var waits = new Reading(Place.SERVER_TOKEN, legs + 1, 0, 0, Said.NOTHING, null);
        var credentials = waits.to(ext ? Place.AUTHORIZATION : Place.CONNECT_INITIAL);
        return legs == 0 ? List.of(waits) : List.of(waits, credentials);
    }

    private List<Reading> server(Length length) {
        var word = serversWord(length);
        return word.isEmpty() || !length.exact() ? both(word, serversNext(length)) : word;
    }

    private List<Reading> serversWord(Length length) {
        boolean mcs = place.stage.compareTo(Stage.MCS_CONNECT) >= 0;
        if (length.is(9) && mcs) {
            return List.of(says(Said.CONFERENCE_ENDED, Role.SERVER));
        }
        boolean credssp = place != Place.RDSTLS && place != Place.RDS_AAD;
        if (length.in(15, 16) && legs > 0 && credssp && place.compareTo(Place.ERECT_DOMAIN) < 0) {
            return List.of(says(Said.LOGON_REFUSED, Role.SERVER));
        }
        boolean share = place.compareTo(Place.LICENSE) >= 0 && place.compareTo(Place.FINALIZATION) < 0;
        return share && length.in(36, 37) ? List.of(says(Said.ERROR_INFO, Role.SERVER)) : List.of();
    }

    private static List<Reading> both(List<Reading> some, List<Reading> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private List<Reading> serversNext(Length length) {
        return switch (place) {
            case CLIENT_TOKEN, RDSTLS, RDS_AAD -> stays();
            case SERVER_TOKEN -> length.least(17) ? List.of(to(Place.CLIENT_TOKEN)) : List.of();
            case AUTHORIZATION ->
                length.is(4)
                        ? List.of(to(Place.CONNECT_INITIAL), says(Said.AUTHORIZATION, Role.SERVER))
                        : length.least(17) ? List.of() : stays();
            case CONNECT_INITIAL -> legs > 0 ? List.of() : stays(); // without CredSSP, a session ticket
            case CONNECT_RESPONSE ->
                length.least(40) ? List.of(to(Place.ERECT_DOMAIN), says(Said.CONNECT_RESPONSE, Role.SERVER)) : stays();
            case ERECT_DOMAIN, ATTACH_USER -> length.is(11) ? List.of(to(Place.JOIN)) : stays();
            case ATTACH_CONFIRM -> length.is(11) ? List.of(to(Place.JOIN)) : stays();
            case JOIN -> joined(length);
            case LICENSE, LICENSE_EXCHANGE -> license(length);
            case DEMAND_ACTIVE -> demand(length);
            case CONFIRM_ACTIVE -> stays();
            case FINALIZATION -> finalization(length);
            case ACTIVE -> stays();
        };
    }

    private List<Reading> joined(Length length) {
        if (length.is(13) && !length.is(15)) {
            return List.of(says(Said.CONFERENCE_ENDED, Role.SERVER)); // without the channel that was asked for
        }
        return length.is(15) ? List.of(this, says(Said.JOIN_CONFIRM, Role.SERVER)) : stays();
    }

    private List<Reading> license(Length length) {
        if (length.in(34, 35)) {
            return List.of(to(Place.DEMAND_ACTIVE), says(Said.LICENSE_ERROR, Role.SERVER));
        }
        if (!length.least(100)) {
            return stays(); // a platform challenge, or the measuring of the network
        }
        return place == Place.LICENSE
                ? List.of(to(Place.LICENSE_EXCHANGE), to(Place.CONFIRM_ACTIVE))
                : List.of(to(Place.LICENSE_EXCHANGE), to(Place.DEMAND_ACTIVE), to(Place.CONFIRM_ACTIVE));
    }

    private List<Reading> demand(Length length) {
        return length.least(100) ? List.of(to(Place.CONFIRM_ACTIVE)) : stays();
    }

    /** Its PDUs have one of two lengths; a longer record is several of them, or the picture that follows. */
    private List<Reading> finalization(Length length) {
        int bytes = server + length.most();
        var more = new Reading(place, legs, bytes, client, said, by);
        boolean four = length.in(40, 41) || server == 0 && length.in(FINALIZATION, FINALIZATION + 4);
        if (bytes >= FINALIZATION) { // the fourth of its PDUs, or what follows them, or what follows three
            return four || bytes > SESSION ? List.of(to(Place.ACTIVE)) : List.of(more, to(Place.ACTIVE));
        }
        if (length.in(36, 37)) {
            return List.of(more, says(Said.ERROR_INFO, Role.SERVER));
        }
        if (length.in(40, 41) && bytes >= FINALIZATION - 42) {
            return List.of(more, to(Place.ACTIVE)); // a server that left one out
        }
        boolean due = length.in(40, 41) || client == 0 && server == 0;
        return due || !length.least(42) ? List.of(more) : List.of(to(Place.ACTIVE), more);
    }
}
