package dev.rdplab.fuzz;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.gcc.ChannelDef;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.ClientShape;
import dev.rdplab.protocol.handshake.client.ClientState;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.testkit.Capture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A client and a server in memory, with everything that is random drawn from a seed. */
final class Ends {

    static final TlsSession TLS = new TlsSession(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            Bytes.wrap(Capture.load("xf_shadow_nla_ok")
                    .hexAfter("server certificate DER (public key for pubKeyAuth / channel binding):")
                    .orElseThrow()),
            Bytes.ascii("public key"));

    private static final String PASSWORD = "Wonder-Land1";
    private static final Instant TIME = Instant.parse("2025-11-24T23:20:00Z");
    private static final long[] OFFERS = {0, 1, 3, 11, 2, 8, 7, 16};

    private Ends() {}

    private static Environment environment(long seed) {
        var random = new Random(seed);
        return Environment.at(TIME, (purpose, length) -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        });
    }

    /** @param choice which security layer */
    static Endpoint server(int choice, Interceptor faults) {
        var layers = SecurityLayer.values();
        var policy =
                ServerPolicy.of(layers[choice % layers.length]).withAccounts(List.of(Account.local("alice", PASSWORD)));
        return new Endpoint(
                Role.SERVER,
                1,
                ServerState.initial(policy, environment(2)),
                faults,
                new Transcript(Role.SERVER, 1),
                Deadlines.each(Duration.ofSeconds(60)));
    }

    /** @param choice bits: offer 3, SPNEGO 1, wrong password 1, no negotiation 1 */
    static Endpoint client(int choice, Interceptor faults) {
        var offer = (choice & 32) != 0
                ? Optional.<SecurityProtocols>empty()
                : Optional.of(new SecurityProtocols(OFFERS[choice & 7]));
        var credentials = Credentials.of("alice", (choice & 16) != 0 ? "wrong" : PASSWORD);
        var policy = ClientPolicy.of(offer, credentials, shape(), "lab")
                .withRouting(Optional.of(new Routing.Cookie("alice")))
                .withAuthentication(new NtlmAuthentication((choice & 8) != 0, "TERMSRV/lab"));
        return new Endpoint(
                Role.CLIENT,
                1,
                ClientState.initial(policy, environment(1)),
                faults,
                new Transcript(Role.CLIENT, 1),
                Deadlines.each(Duration.ofSeconds(30)));
    }

    private static ClientShape shape() {
        return new ClientShape(
                RdpVersion.RDP_10_7,
                19045,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU,
                6,
                EncryptionMethods.ENCRYPTION_128BIT,
                List.of(ChannelDef.of("rdpdr", ChannelDef.INITIALIZED)),
                true,
                OptionalLong.of(0x05),
                ConnectInitial.MSTSC_FORM);
    }
}
