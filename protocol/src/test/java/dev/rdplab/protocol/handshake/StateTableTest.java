package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.ClientState;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.McsPolicy;
import dev.rdplab.protocol.handshake.server.MultitransportPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The states and the ways between them, as seen by running every variant, against the diagrams in ARCHITECTURE.md. */
class StateTableTest {

    private static final Path ARCHITECTURE = Path.of("..", "ARCHITECTURE.md");
    private static final long TLS = 1;
    private static final long NLA = 3;
    private static final long EXT = 11;

    private final Map<Role, List<Recorded.Move>> moves = new LinkedHashMap<>();

    StateTableTest() {
        for (Role role : Role.values()) {
            moves.put(role, new ArrayList<>());
        }
        run(0, server(SecurityLayer.RDP));
        run(0, server(SecurityLayer.RDP).withRdpSecurity(standardSecurity()));
        run(TLS, server(SecurityLayer.RDP));
        run(TLS, server(SecurityLayer.TLS));
        run(NLA, server(SecurityLayer.NLA));
        run(EXT, server(SecurityLayer.EXT));
        run(EXT, server(SecurityLayer.EXT).withEarlyAuthorization(5));
        run(NLA, server(SecurityLayer.NLA).withAccounts(List.of()));
        run(
                NLA,
                server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withErrorInsteadOfChallenge(0xC000_006DL)));
        run(TLS, server(SecurityLayer.TLS).withLicensing(new LicensingPolicy(LicensingPolicy.Mode.NEW_LICENSE, 0, 0)));
        run(TLS, server(SecurityLayer.TLS).withLicensing(new LicensingPolicy(LicensingPolicy.Mode.ERROR, 6, 1)));
        run(TLS, server(SecurityLayer.TLS).withSession(session(OptionalLong.of(7))));
        run(TLS, server(SecurityLayer.TLS).withSession(session(OptionalLong.empty())));
        for (int refused = 0; refused < 3; refused++) {
            run(TLS, server(SecurityLayer.TLS).withMcs(mcs(refused)));
        }
    }

    @Test
    void theClientsDiagramIsTheOneInTheDocument() throws IOException {
        agrees(Role.CLIENT);
    }

    @Test
    void theServersDiagramIsTheOneInTheDocument() throws IOException {
        agrees(Role.SERVER);
    }

    @Test
    void everyStateTakesEveryMessageOrRefusesItInOneWay() {
        int refused = 0;
        for (Role role : Role.values()) {
            for (HandshakeState state : states(role)) {
                if (Set.of(Expectation.TLS_READY, Expectation.NOTHING).contains(state.expects())) {
                    continue; // no frame is cut for these
                }
                for (var input : messages(role.peer()).entrySet()) {
                    try {
                        assertThat(state.on(input.getValue()).next())
                                .as("%s in %s", input.getKey(), name(state))
                                .isNotNull();
                    } catch (ProtocolViolationException violation) {
                        assertThat(violation.stage())
                                .as("%s in %s: %s", input.getKey(), name(state), violation.getMessage())
                                .isGreaterThanOrEqualTo(state.stage());
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    /** One value of each state that was seen. */
    private List<HandshakeState> states(Role role) {
        var states = new TreeMap<String, HandshakeState>();
        moves.get(role).forEach(move -> states.putIfAbsent(name(move.from()), move.from()));
        return List.copyOf(states.values());
    }

    /** One message of each name that an end took, which is what its peer sent. */
    private Map<String, Input> messages(Role sender) {
        var messages = new TreeMap<String, Input>();
        for (var move : moves.get(sender.peer())) {
            if (move.raw() instanceof Input.Frame) {
                messages.putIfAbsent(move.input(), move.raw());
            }
        }
        return messages;
    }

    private void agrees(Role role) throws IOException {
        String begin = "<!-- states of the " + role + ": printed by StateTableTest -->\n";
        String end = "<!-- end -->\n";
        String text = Files.readString(ARCHITECTURE);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (Boolean.getBoolean("golden.update")) {
            text = text.substring(0, from) + diagram(role) + text.substring(to);
            Files.writeString(ARCHITECTURE, text);
            to = text.indexOf(end, from);
        }
        assertThat(text.substring(from, to))
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(diagram(role));
    }

    private String diagram(Role role) {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        for (var move : moves.get(role)) {
            if (!name(move.from()).equals(name(move.to()))) {
                edges.computeIfAbsent(name(move.from()) + " --> " + name(move.to()), k -> new LinkedHashSet<>())
                        .add(move.input());
            }
        }
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        edges.forEach((edge, inputs) -> text.append("  ")
                .append(edge)
                .append(": ")
                .append(String.join(", ", inputs))
                .append('\n'));
        return text.append("```\n").toString();
    }

    private static String name(HandshakeState state) {
        return state.getClass().getSimpleName();
    }

    private void run(long offer, ServerPolicy server) {
        var client = Lab.client(Optional.of(new SecurityProtocols(offer)), true, Lab.ALICE, Lab.Capability.NONE);
        var pair = new HandshakePair(
                endpoint(Role.CLIENT, ClientState.initial(client, Lab.environment(1))),
                endpoint(Role.SERVER, ServerState.initial(server, Lab.environment(2))),
                Lab.TLS,
                Duration.ofMillis(1));
        if (pair.runUntil(Stage.ACTIVE, Lab.LIMIT)) {
            pair.leave(Lab.LIMIT);
        }
    }

    private Endpoint endpoint(Role role, HandshakeState initial) {
        return new Endpoint(
                role,
                1,
                new Recorded(initial, moves.get(role)::add),
                Interceptor.NONE,
                new Transcript(role, 1),
                Deadlines.each(Duration.ofSeconds(30)));
    }

    private static ServerPolicy server(SecurityLayer layer) {
        return Lab.server(layer);
    }

    private static ServerPolicy.RdpSecurity standardSecurity() {
        var key = RsaKeyPair.generate(512, Lab.environment(3).nonces());
        return new ServerPolicy.RdpSecurity(EncryptionMethod.BITS_128, EncryptionLevel.HIGH, key);
    }

    private static SessionPolicy session(OptionalLong errorInfo) {
        var policy = SessionPolicy.DEFAULT
                .withAutoDetect(new AutoDetectPolicy(true, true, true, AutoDetectPolicy.During.BEFORE_LICENSING, true))
                .withMultitransport(new MultitransportPolicy(List.of(1, 2), true, true))
                .withDeactivation(SessionPolicy.Deactivation.IN_SESSION);
        return errorInfo.isPresent() ? policy.withErrorInfo(errorInfo.getAsLong()) : policy;
    }

    private static McsPolicy mcs(int refused) {
        var no = McsResult.TOO_MANY_CHANNELS;
        var yes = McsResult.SUCCESSFUL;
        return new McsPolicy(refused == 0 ? no : yes, refused == 1 ? no : yes, refused == 2 ? no : yes, true, false);
    }
}
