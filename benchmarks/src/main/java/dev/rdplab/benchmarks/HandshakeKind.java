package dev.rdplab.benchmarks;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.ChannelDef;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.HandshakePair;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.NonceSource;
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
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
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

/** A whole handshake from the Connection Request to the session, by the way its security is made. */
public enum HandshakeKind {
    /** Standard RDP security without encryption. */
    RDP(SecurityLayer.RDP, SecurityProtocols.RDP, false),
    /** Standard RDP security with 128-bit keys. */
    RDP_ENCRYPTED(SecurityLayer.RDP, SecurityProtocols.RDP, false),
    TLS(SecurityLayer.TLS, SecurityProtocols.SSL, false),
    /** CredSSP with NTLM as FreeRDP sends it. */
    NLA_NTLM(SecurityLayer.NLA, SecurityProtocols.SSL.with(SecurityProtocols.HYBRID), false),
    /** CredSSP with NTLM inside SPNEGO, as mstsc sends it. */
    NLA_SPNEGO(SecurityLayer.NLA, SecurityProtocols.SSL.with(SecurityProtocols.HYBRID), true),
    /** The same with the Early User Authorization Result. */
    EXT(
            SecurityLayer.EXT,
            SecurityProtocols.SSL.with(SecurityProtocols.HYBRID).with(SecurityProtocols.HYBRID_EX),
            true);

    /** The time in messages. */
    private static final Instant TIME = Instant.parse("2025-11-24T23:20:00Z");

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Fixed bytes: the benchmark measures the handshake, not the drawing of nonces. */
    private static final NonceSource NONCES = (purpose, length) -> Bytes.wrap(new byte[length]);

    private static final Environment ENVIRONMENT = Environment.at(TIME, NONCES);

    private static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(60));

    private static final TlsSession AGREED_TLS = new TlsSession(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            Bytes.wrap(Capture.load("xf_shadow_nla_ok")
                    .hexAfter("server certificate DER (public key for pubKeyAuth / channel binding):")
                    .orElseThrow()),
            Bytes.ascii("public key"));

    private final ClientPolicy client;
    private final ServerPolicy server;

    HandshakeKind(SecurityLayer security, SecurityProtocols offer, boolean spnego) {
        this.client = client(offer, spnego);
        var policy = ServerPolicy.of(security).withAccounts(List.of(Account.local("alice", "Wonder-Land1")));
        this.server = name().equals("RDP_ENCRYPTED") ? policy.withRdpSecurity(rdpSecurity()) : policy;
    }

    private static ClientPolicy client(SecurityProtocols offer, boolean spnego) {
        var shape = new ClientShape(
                RdpVersion.RDP_10_7,
                19045,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU,
                6,
                EncryptionMethods.ENCRYPTION_128BIT,
                List.of(
                        ChannelDef.of("rdpdr", ChannelDef.INITIALIZED),
                        ChannelDef.of("rdpsnd", ChannelDef.INITIALIZED)),
                true,
                OptionalLong.empty(),
                ConnectInitial.MSTSC_FORM);
        return ClientPolicy.of(Optional.of(offer), Credentials.of("alice", "Wonder-Land1"), shape, "lab")
                .withRouting(Optional.of(new Routing.Cookie("alice")))
                .withAuthentication(new NtlmAuthentication(spnego, "TERMSRV/lab"));
    }

    private static ServerPolicy.RdpSecurity rdpSecurity() {
        var random = new Random(3);
        var key = RsaKeyPair.generate(512, (purpose, length) -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        });
        return new ServerPolicy.RdpSecurity(EncryptionMethod.BITS_128, EncryptionLevel.HIGH, key);
    }

    /** A client of this kind that has not begun. */
    public Endpoint newClient(Interceptor interceptor) {
        return endpoint(Role.CLIENT, ClientState.initial(client, ENVIRONMENT), interceptor);
    }

    /** A server for clients of this kind. */
    public Endpoint newServer(Interceptor interceptor) {
        return endpoint(Role.SERVER, ServerState.initial(server, ENVIRONMENT), interceptor);
    }

    private static Endpoint endpoint(Role role, HandshakeState initial, Interceptor interceptor) {
        return new Endpoint(role, 1, initial, interceptor, new Transcript(role, 1), DEADLINES);
    }

    /** Both ends in virtual time with TLS agreed upon and not made. @throws IllegalStateException when it fails */
    public HandshakePair run(Interceptor atClient, Interceptor atServer) {
        var pair = new HandshakePair(newClient(atClient), newServer(atServer), AGREED_TLS, Duration.ofMillis(1));
        if (!pair.runUntil(Stage.ACTIVE, LIMIT)) {
            throw new IllegalStateException(this + " ended: " + pair.client().ending());
        }
        return pair;
    }
}
