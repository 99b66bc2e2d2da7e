package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Closed;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/**
 * The smallest protocol with the shape of RDP's: a clear request and its confirm, TLS if wanted, then one TPKT from the
 * client which the server sends back. Both end with {@code completed}, and the client closes.
 */
final class Echo {

    static final Bytes REQUEST = Bytes.fromHex("0300000b06e00000000000");
    static final Bytes CONFIRM = Bytes.fromHex("0300000b06d00000000000");
    static final Bytes PING = Bytes.fromHex("0300000f02f080 6364656667686970");

    private Echo() {}

    static HandshakeState client(boolean tls) {
        return new ClientStart(tls);
    }

    static HandshakeState server(boolean tls) {
        return new ServerStart(tls);
    }

    private static Effect.Send send(String pdu, Bytes bytes) {
        return new Effect.Send(Message.raw(pdu, bytes));
    }

    private static Bytes expect(Stage stage, Input input, Bytes bytes) {
        Bytes got = ((Input.Frame) input).bytes();
        if (!got.equals(bytes)) {
            throw new ProtocolViolationException(stage, "Echo", "all", 0, Problem.UNEXPECTED_VALUE, got.hex());
        }
        return got;
    }

    private record ClientStart(boolean tls) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.X224;
        }

        @Override
        public Expectation expects() {
            return Expectation.TPKT_FRAME;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.Connected) {
                return Step.to(this, send("ConnectionRequest", REQUEST));
            }
            if (input instanceof Input.LocalClose) {
                return leave(stage(), Role.CLIENT);
            }
            expect(stage(), input, CONFIRM);
            Step step = tls
                    ? Step.to(new AwaitTls(Role.CLIENT), new Effect.StartTls())
                    : Step.to(new ClientPinging(Optional.empty()), send("Ping", PING));
            return step.received("ConnectionConfirm");
        }
    }

    private record ServerStart(boolean tls) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.X224;
        }

        @Override
        public Expectation expects() {
            return Expectation.TPKT_FRAME;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.Connected) {
                return Step.to(this);
            }
            if (input instanceof Input.LocalClose) {
                return leave(stage(), Role.SERVER);
            }
            expect(stage(), input, REQUEST);
            Effect confirm = send("ConnectionConfirm", CONFIRM);
            Step step = tls
                    ? Step.to(new AwaitTls(Role.SERVER), confirm, new Effect.StartTls())
                    : Step.to(new ServerEchoing(Optional.empty()), confirm);
            return step.received("ConnectionRequest");
        }
    }

    private record AwaitTls(Role role) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.TLS;
        }

        @Override
        public Expectation expects() {
            return Expectation.TLS_READY;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.LocalClose) {
                return leave(stage(), role);
            }
            var session = Optional.of(((Input.TlsEstablished) input).session());
            return role == Role.CLIENT
                    ? Step.to(new ClientPinging(session), send("Ping", PING))
                    : Step.to(new ServerEchoing(session));
        }
    }

    record ClientPinging(Optional<TlsSession> session) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.MCS_CONNECT;
        }

        @Override
        public Expectation expects() {
            return Expectation.TPKT_FRAME;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.LocalClose) {
                return leave(stage(), Role.CLIENT);
            }
            expect(stage(), input, PING);
            return Step.to(new Closed(stage(), Outcome.of(EndingKind.COMPLETED, Role.CLIENT)), new Effect.Close())
                    .received("Pong");
        }
    }

    record ServerEchoing(Optional<TlsSession> session) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.MCS_CONNECT;
        }

        @Override
        public Expectation expects() {
            return Expectation.TPKT_FRAME;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.LocalClose) {
                return leave(stage(), Role.SERVER);
            }
            Bytes got = expect(stage(), input, PING);
            return Step.to(new Answered(session), send("Pong", got)).received("Ping");
        }
    }

    record Answered(Optional<TlsSession> session) implements HandshakeState {
        @Override
        public Stage stage() {
            return Stage.ACTIVE;
        }

        @Override
        public Expectation expects() {
            return Expectation.RDP_FRAME;
        }

        @Override
        public Step on(Input input) {
            if (input instanceof Input.LocalClose) {
                return leave(stage(), Role.SERVER);
            }
            return Step.to(this).received("More");
        }
    }

    private static Step leave(Stage stage, Role by) {
        return Step.to(new Closed(stage, Outcome.of(EndingKind.CLOSED_FIN, by)), new Effect.Close());
    }
}
