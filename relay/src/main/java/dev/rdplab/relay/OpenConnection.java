package dev.rdplab.relay;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.ClientState;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.Connection;
import dev.rdplab.transport.ConnectionListener;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.ConnectionSetup;
import dev.rdplab.transport.Connector;
import dev.rdplab.transport.SocketSettings;
import dev.rdplab.transport.StageTime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A connection of an open relay. The client authenticates to the relay, then the relay to the server; both legs are joined
 * where the client's Connect Initial would come.
 */
final class OpenConnection {

    /** For each stage before the legs are joined; from then on the real ends have their own. */
    static final Deadlines DEADLINES = deadlines(Duration.ofSeconds(60));

    private final int number;
    private final RelayOptions options;
    private final OpenMode mode;
    private final Connector connector;
    private final LongSupplier clock;
    private final long startNanos;
    private final Map<Role, Interceptor> faults = new EnumMap<>(Role.class);
    private final Map<Role, Connection> connections = new EnumMap<>(Role.class); // by the end that is there
    private final Map<Role, EndpointLeg> legs = new EnumMap<>(Role.class);
    private final Map<Role, Ending> endings = new EnumMap<>(Role.class);
    private final Map<Role, Boolean> closed = new EnumMap<>(Role.class);
    private RelayedConnection joined;
    private boolean reported;
    private Role firstEnded; // null: none yet
    private boolean bare; // the server takes no SPNEGO
    private boolean again; // it is to be asked once more

    OpenConnection(int number, RelayOptions options, OpenMode mode, Connector connector, LongSupplier clock) {
        this.number = number;
        this.options = options;
        this.mode = mode;
        this.connector = connector;
        this.clock = clock;
        this.startNanos = clock.getAsLong();
        for (Role role : Role.values()) {
            faults.put(role, options.faults().of(role, number));
        }
    }

    private static Deadlines deadlines(Duration limit) {
        var limits = new EnumMap<Stage, Duration>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (stage.compareTo(Stage.MCS_CONNECT) < 0) {
                limits.put(stage, limit);
            }
        }
        return new Deadlines(limits);
    }

    /** What the leg from the client is to be. */
    ConnectionSetup fromClient() {
        var state = ServerState.initial(mode.asServer(), mode.environment().get());
        var endpoint = new Endpoint(
                Role.SERVER,
                number,
                state,
                new TakingOver(Role.SERVER),
                new Transcript(Role.SERVER, number),
                DEADLINES);
        return setup(endpoint, Role.CLIENT).tls(mode.serverTls());
    }

    private ConnectionSetup setup(Endpoint endpoint, Role end) {
        var socket = options.recorded() == 0 ? SocketSettings.DEFAULT : SocketSettings.DEFAULT.recording();
        return ConnectionSetup.of(endpoint, clock).listener(new Watch(end)).socket(socket);
    }

    /** The client has authenticated: now the server's turn. */
    private void connect(EndpointLeg client) {
        var request = OpeningMessages.request(client.connection());
        var endpoint = new Endpoint(
                Role.CLIENT,
                number,
                ClientState.initial(
                        mode.asClient().policy(request, !bare && OpeningMessages.spnego(client.connection())),
                        mode.environment().get()),
                new TakingOver(Role.CLIENT),
                new Transcript(Role.CLIENT, number),
                DEADLINES);
        connections.put(
                Role.SERVER,
                connector.connect(
                        options.target(),
                        options.connectTimeout(),
                        setup(endpoint, Role.SERVER).tls(mode.clientTls()),
                        client.stream().loop()));
    }

    private void join(EndpointLeg server) {
        var client = legs.get(Role.CLIENT);
        var confirm = OpeningMessages.confirm(client.connection());
        if (endings.containsKey(Role.CLIENT)) {
            server.reset();
            return;
        }
        if (!OpeningMessages.selected(confirm)
                .equals(OpeningMessages.selected(OpeningMessages.confirm(server.connection())))) {
            server.connection()
                    .endpoint()
                    .note(
                            Transcript.Kind.SIGNAL,
                            "the server selects another security than the relay told the client",
                            clock.getAsLong());
            server.reset();
            return;
        }
        joined = new RelayedConnection(
                number,
                options,
                client.stream().loop(),
                clock,
                startNanos,
                new EnumMap<>(Map.of(Role.CLIENT, client, Role.SERVER, server)),
                Sight.above(confirm),
                faults);
        joined.joined();
        client.join(joined);
        server.join(joined);
    }

    /** Lets the faults act, and takes a leg over when it has come to the Connect Initial. */
    private final class TakingOver implements Interceptor {

        private final Role role;

        TakingOver(Role role) {
            this.role = role;
        }

        private Interceptor as() {
            return faults.get(role);
        }

        private EndpointLeg take() {
            var leg = new EndpointLeg(role.peer(), connections.get(role.peer()));
            legs.put(role.peer(), leg);
            return leg;
        }

        @Override
        public List<Effect> entered(Role end, int connection, Stage stage) {
            var first = as().entered(end, connection, stage);
            if (role == Role.SERVER && stage == Stage.MCS_CONNECT) {
                var leg = take();
                leg.stream().loop().execute(() -> connect(leg)); // when what is still to be sent is out
            }
            return first;
        }

        @Override
        public List<Effect> sending(Occasion occasion, Effect.Send send) {
            if (role == Role.CLIENT && occasion.pdu().equals(PduNames.CONNECT_INITIAL)) {
                var leg = take();
                leg.stream().loop().execute(() -> join(leg));
                return List.of();
            }
            return as().sending(occasion, send);
        }

        @Override
        public Reception received(Occasion occasion, Message message) {
            return as().received(occasion, message);
        }

        @Override
        public boolean watchesWire() {
            return as().watchesWire();
        }

        @Override
        public List<Effect> wire(Role end, int connection, Role sender, long offset, Bytes chunk) {
            return as().wire(end, connection, sender, offset, chunk);
        }
    }

    /** @param end who is at the other end of the leg */
    private final class Watch implements ConnectionListener {

        private final Role end;

        Watch(Role end) {
            this.end = end;
        }

        @Override
        public void opened(Connection connection) {
            connections.put(end, connection);
        }

        @Override
        public void ended(Connection connection, Ending ending, long nanos) {
            if (end == Role.SERVER && takesNoSpnego(connection, ending)) {
                endings.put(end, ending); // for the case that the client does not wait
                bare = true;
                again = true;
                return;
            }
            endings.put(end, ending);
            firstEnded = firstEnded == null ? end : firstEnded;
            boolean reset = ending.kind() == EndingKind.CLOSED_RST || ending.kind() == EndingKind.TIMEOUT;
            if (joined != null) {
                if (ending.outcome().by() == end) {
                    joined.ended(end, reset);
                }
            } else if (connections.containsKey(end.peer())) {
                connections.get(end.peer()).abort();
            }
        }

        @Override
        public void closed(Connection connection, long nanos) {
            if (end == Role.SERVER && again) {
                again = false;
                if (!endings.containsKey(Role.CLIENT)) {
                    endings.remove(end);
                    connect(legs.get(Role.CLIENT));
                    return;
                }
            }
            closed.put(end, true);
            if (legs.containsKey(end)) {
                legs.get(end).closed();
            }
            if (joined != null) {
                joined.lost(end, endings.get(end).outcome().detail());
                joined.closed();
            } else if (!reported && connections.keySet().equals(closed.keySet())) {
                reported = true;
                options.finished().accept(report());
            }
        }
    }

    // ---- of a connection that was never joined

    private RelayReport report() {
        return new RelayReport(
                number,
                leg(Role.CLIENT),
                leg(Role.SERVER),
                startNanos,
                clock.getAsLong(),
                faults.get(Role.CLIENT),
                faults.get(Role.SERVER));
    }

    /** A server that refuses the first token, wrapped, may take it bare: no password was tried yet. */
    private boolean takesNoSpnego(Connection server, Ending ending) {
        return joined == null
                && !bare
                && OpeningMessages.spnego(connections.get(Role.CLIENT))
                && ending.kind() == EndingKind.CREDSSP_ERROR
                && !OpeningMessages.challenged(server);
    }

    private String detail(Role end, Ending ending) {
        return end == firstEnded || !ending.outcome().detail().isEmpty()
                ? ending.outcome().detail()
                : "the leg of the " + end.peer().word() + " ended first";
    }

    private RelayReport.Leg leg(Role end) {
        var connection = connections.get(end);
        var ending = endings.get(end);
        if (connection == null || ending == null) {
            var none = new LegEnd(
                    Optional.of(Stage.CONNECT),
                    EndingKind.REFUSED,
                    Role.CLIENT,
                    OptionalLong.empty(),
                    "not connected: the client's leg ended first",
                    "",
                    "");
            return new RelayReport.Leg(
                    none,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    List.of(),
                    new Transcript(Role.CLIENT, number),
                    List.of());
        }
        boolean client = end == Role.CLIENT; // then the relay's endpoint is the server
        var report = ConnectionReport.of(connection, ending, startNanos, clock.getAsLong());
        List<StageTime> stages = report.stages();
        var traffic = connection.traffic();
        return new RelayReport.Leg(
                new LegEnd(
                        Optional.of(ending.stage()),
                        ending.kind(),
                        ending.outcome().by(),
                        ending.outcome().code(),
                        detail(end, ending),
                        client ? ending.lastReceived() : ending.lastSent(),
                        client ? ending.lastSent() : ending.lastReceived()),
                report.local(),
                report.peer(),
                client ? traffic.received() : traffic.sent(),
                client ? traffic.sent() : traffic.received(),
                stages,
                report.transcript(),
                report.recorded());
    }
}
