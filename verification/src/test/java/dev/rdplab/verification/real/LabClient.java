package dev.rdplab.verification.real;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.ConnectionReport;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;

/** Our own client, for real servers to try. */
final class LabClient {

    private LabClient() {}

    /** As a user would start it. */
    static ClientOptions options(int port, ClientProfile profile, Security security, Account account) {
        return ClientOptions.of(new InetSocketAddress(Loopback.HOST, port))
                .profile(profile)
                .security(security)
                .credentials(new Credentials(account.domain(), account.user(), Secret.of(account.password())));
    }

    /** For a message of failure: every attempt with all that it saw. */
    static String describe(ClientReport report) {
        return report.attempts().stream().map(LabClient::describe).collect(Collectors.joining("\n"));
    }

    private static String describe(ConnectionReport attempt) {
        return attempt.ending()
                + attempt.transcript().events().stream()
                        .map(event -> "\n    " + event)
                        .collect(Collectors.joining());
    }
}
