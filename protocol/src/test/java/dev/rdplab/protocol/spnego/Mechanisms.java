package dev.rdplab.protocol.spnego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.Mechanism.Identity;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.ntlm.NtlmAcceptor;
import dev.rdplab.protocol.ntlm.NtlmAccount;
import dev.rdplab.protocol.ntlm.NtlmAccounts;
import dev.rdplab.protocol.ntlm.NtlmIdentity;
import dev.rdplab.protocol.ntlm.NtlmInitiator;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.NtlmTarget;
import dev.rdplab.protocol.ntlm.NtlmVersion;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A client and a server that authenticate in memory. */
abstract class Mechanisms {

    static final long NOW = 134_000_000_000_000_000L;
    static final NonceSource NONCES = (purpose, length) -> {
        byte[] bytes = new byte[length];
        new Random(purpose.hashCode()).nextBytes(bytes);
        return Bytes.wrap(bytes);
    };
    static final NtlmTarget TARGET =
            new NtlmTarget("SERVER", "LAB", "server.lab.example", "lab.example", NtlmVersion.WINDOWS_10);
    static final NtlmAccounts ALICE = (domain, user) ->
            user.equalsIgnoreCase("alice") ? Optional.of(NtlmAccount.of(Secret.of("Wonder-Land1"))) : Optional.empty();

    static NtlmInitiator client(String user, String password) {
        return new NtlmInitiator(
                NtlmIdentity.of("LAB", user, Secret.of(password)), "CLIENT01", "TERMSRV/server", NONCES, () -> NOW);
    }

    static NtlmInitiator alice() {
        return client("alice", "Wonder-Land1");
    }

    static Mechanism server(NtlmPolicy policy) {
        return new NtlmAcceptor(TARGET, ALICE, policy, NONCES, () -> NOW).begin();
    }

    static Mechanism server() {
        return server(NtlmPolicy.DEFAULT);
    }

    /** How a conversation went. */
    record Talk(Turn client, Turn server, List<String> titles, List<Bytes> tokens) {

        Mechanism clientContext() {
            assertThat(client.established()).as("client established").isTrue();
            return client.next();
        }

        Mechanism serverContext() {
            assertThat(server.established()).as("server established").isTrue();
            return server.next();
        }
    }

    static Talk talk(Mechanism client, Mechanism server) {
        return talk(client, server, UnaryOperator.identity());
    }

    /** Until neither has more to say or one refuses. @param underway what becomes of the client's tokens */
    static Talk talk(Mechanism client, Mechanism server, UnaryOperator<Bytes> underway) {
        var titles = new ArrayList<String>();
        var tokens = new ArrayList<Bytes>();
        Turn fromClient = client.accept(Bytes.EMPTY);
        while (true) {
            titles.add(fromClient.title());
            Bytes token = fromClient.token().orElseThrow();
            tokens.add(token);
            Turn fromServer = server.accept(underway.apply(token));
            server = fromServer.next();
            if (fromServer.token().isEmpty() || fromServer.refused()) {
                return new Talk(fromClient, fromServer, titles, tokens);
            }
            titles.add(fromServer.title());
            tokens.add(fromServer.token().get());
            fromClient = fromClient.next().accept(fromServer.token().get());
            if (fromClient.token().isEmpty()) {
                return new Talk(fromClient, fromServer, titles, tokens);
            }
        }
    }

    static void exchangesSecrets(Talk talk) {
        Bytes hello = Bytes.ascii("hello");
        var fromClient = talk.clientContext().wrap(hello);
        var atServer = talk.serverContext().unwrap(fromClient.bytes());
        assertThat(atServer.bytes()).isEqualTo(hello);
        var fromServer = atServer.next().wrap(Bytes.ascii("to you"));
        var atClient = fromClient.next().unwrap(fromServer.bytes());
        assertThat(atClient.bytes()).isEqualTo(Bytes.ascii("to you"));
        var again = atClient.next().wrap(hello);
        assertThat(again.bytes()).isNotEqualTo(fromClient.bytes());
        assertThat(fromServer.next().unwrap(again.bytes()).bytes()).isEqualTo(hello);
        assertThat(fromServer.next().peer()).contains(new Identity("LAB", "alice"));
    }

    static SpnegoInitiator freeRdp() {
        return new SpnegoInitiator(List.of(
                new Offer(Oid.KRB5_USER_TO_USER, new Unwanted()),
                new Offer(Oid.KRB5, new Unwanted()),
                new Offer(Oid.NTLM, alice().begin())));
    }

    /** Offered first and never chosen; its token is that of the capture. */
    record Unwanted() implements PendingMechanism {
        @Override
        public Turn accept(Bytes peerToken) {
            var init = (NegTokenInit) NegToken.decode(NegTokenTest.captured().get(0));
            return Turn.send(this, init.mechToken().orElseThrow(), "");
        }
    }
}
