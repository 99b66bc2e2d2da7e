package dev.rdplab.clientsim;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.ConnectionReport;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps accounts from being locked out. After one refused logon no client with this guard presents that account again, and until
 * an account was accepted once only one client at a time presents it. Refused means: a CredSSP errorCode, an Early User
 * Authorization Result other than success, or any other end of the connection after the credentials were sent and before the
 * server accepted them. Domain and user are compared without case. Safe for use by several threads.
 */
public final class LogonGuard {

    /** Lets every client present every account as often as it likes: for servers of the lab, and for users who say so. */
    public static final LogonGuard OFF = new LogonGuard(false);

    private final boolean on;
    private final Map<String, Account> accounts = new HashMap<>();

    private LogonGuard(boolean on) {
        this.on = on;
    }

    /** A guard to be shared by all clients that may present the same account. */
    public static LogonGuard create() {
        return new LogonGuard(true);
    }

    /** What is known of one account. */
    private static final class Account {
        private String refusal;
        private boolean accepted;
        private boolean tried;
        private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    }

    /** Why this account is not presented any more, as one line; empty while it may be. */
    public synchronized Optional<String> refusal(Credentials credentials) {
        return Optional.ofNullable(accounts.get(key(credentials))).map(account -> account.refusal);
    }

    /** Notes a refusal that another party reported, such as a KDC. @param why one line without secrets */
    public void refused(Credentials credentials, String why) {
        if (on) {
            synchronized (this) {
                account(credentials).refusal = why;
            }
        }
    }

    /**
     * Completes when the client may present the account: at once for the first client and for an accepted account. It fails with
     * {@link LogonRefusedException} when the account was refused.
     */
    CompletableFuture<Void> turn(ClientOptions options) {
        if (!on || !presents(options)) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (this) {
            var account = account(options.credentials());
            if (account.refusal != null) {
                return CompletableFuture.failedFuture(new LogonRefusedException(account.refusal));
            }
            if (account.accepted || !account.tried) {
                account.tried = true;
                return CompletableFuture.completedFuture(null);
            }
            var turn = new CompletableFuture<Void>();
            account.waiting.add(turn);
            return turn;
        }
    }

    /** Looks at an attempt that is over. @return whether the client may make another one */
    boolean ended(ClientOptions options, ConnectionReport attempt) {
        if (!on || !presents(options)) {
            return true;
        }
        synchronized (this) {
            var account = account(options.credentials());
            if (accepted(attempt)) {
                account.accepted = true;
            } else if (presented(attempt, options.credentials())
                    && attempt.ending().kind() != EndingKind.COMPLETED
                    && attempt.ending().kind() != EndingKind.REDIRECTED) {
                account.refusal = words(options.credentials(), attempt.ending());
            }
            return account.refusal == null;
        }
    }

    /** Passes the turn on when a client has made its last attempt. */
    void over(ClientOptions options) {
        if (!on || !presents(options)) {
            return;
        }
        List<CompletableFuture<Void>> next;
        String refusal;
        synchronized (this) {
            var account = account(options.credentials());
            refusal = account.refusal;
            boolean all = refusal != null || account.accepted;
            next = all
                    ? List.copyOf(account.waiting)
                    : Optional.ofNullable(account.waiting.peek()).map(List::of).orElse(List.of());
            account.waiting.removeAll(next);
            account.tried = !next.isEmpty();
        }
        for (var turn : next) {
            if (refusal == null) {
                turn.complete(null);
            } else {
                turn.completeExceptionally(new LogonRefusedException(refusal));
            }
        }
    }

    private Account account(Credentials credentials) {
        return accounts.computeIfAbsent(key(credentials), name -> new Account());
    }

    private static String key(Credentials credentials) {
        return (credentials.domain() + "\\" + credentials.user()).toLowerCase(Locale.ROOT);
    }

    private static boolean presents(ClientOptions options) {
        return !options.credentials().user().isEmpty()
                || options.authentication().isPresent();
    }

    /** Whether the credentials, or a proof made from them, were sent. */
    private static boolean presented(ConnectionReport attempt, Credentials credentials) {
        return attempt.transcript().events().stream()
                .filter(event -> event.kind() == Transcript.Kind.SENT)
                .anyMatch(event -> event.pdu().equals(PduNames.TS_REQUEST)
                                || event.pdu().equals(PduNames.RDSTLS_REQUEST)
                                || event.pdu().equals(PduNames.RDSAAD_REQUEST)
                        ? !event.pdu().equals(PduNames.TS_REQUEST) || isProof(event.carries())
                        : event.pdu().equals(PduNames.CLIENT_INFO)
                                && !credentials.user().isEmpty());
    }

    private static boolean isProof(String carries) {
        return carries.contains("NTLM AUTHENTICATE") || carries.contains("KRB5 AP-REQ") || carries.equals("authInfo");
    }

    /** With CredSSP the server's next answer says so; without, the session does. */
    private static boolean accepted(ConnectionReport attempt) {
        var events = attempt.transcript().events();
        boolean proved = events.stream()
                .anyMatch(event -> event.pdu().equals(PduNames.TS_REQUEST)
                        && event.carries().equals("authInfo"));
        return events.stream()
                .anyMatch(event -> proved
                        ? event.kind() == Transcript.Kind.RECEIVED
                                && event.stage().compareTo(Stage.EARLY_AUTH) > 0
                        : event.stage() == Stage.ACTIVE);
    }

    private static String words(Credentials credentials, Ending ending) {
        var name =
                credentials.domain().isEmpty() ? credentials.user() : credentials.domain() + "\\" + credentials.user();
        var account = name.isEmpty() ? "the ticket" : "the account " + name;
        var how = ending.kind() + " in " + ending.stage()
                + (ending.outcome().code().isPresent()
                        ? " 0x%08X".formatted(ending.outcome().code().getAsLong())
                        : "");
        boolean said = ending.kind() == EndingKind.CREDSSP_ERROR || ending.kind() == EndingKind.ACCESS_DENIED;
        return said
                ? "the server refused " + account + " (" + how + ")"
                : "the connection ended after " + account + " was presented and before it was accepted (" + how + ")";
    }
}
