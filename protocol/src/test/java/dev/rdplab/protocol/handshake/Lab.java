package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.gcc.ChannelDef;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
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

/** A client and a server for tests, with everything that is random drawn from a seed. */
final class Lab {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** With the certificate of a real server; the key need not be its own. */
    static final TlsSession TLS = new TlsSession(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            Bytes.wrap(Capture.load("xf_shadow_nla_ok")
                    .hexAfter("server certificate DER (public key for pubKeyAuth / channel binding):")
                    .orElseThrow()),
            Bytes.ascii("public key"));

    static final Credentials ALICE = Credentials.of("alice", "Wonder-Land1");

    /** The time in messages. */
    private static final Instant TIME = Instant.parse("2025-11-24T23:20:00Z");

    private Lab() {}

    static Environment environment(long seed) {
        var random = new Random(seed);
        return Environment.at(TIME, (purpose, length) -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        });
    }

    static ServerPolicy server(SecurityLayer security) {
        return ServerPolicy.of(security).withAccounts(List.of(Account.local("alice", "Wonder-Land1")));
    }

    static ClientPolicy client(SecurityProtocols offer, boolean spnego) {
        return client(Optional.of(offer), spnego, ALICE, Capability.NONE);
    }

    /** What the client can do beyond the least. */
    enum Capability {
        NONE,
        SKIP_CHANNEL_JOIN
    }

    static ClientPolicy client(
            Optional<SecurityProtocols> offer, boolean spnego, Credentials credentials, Capability capability) {
        var early = EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU;
        var shape = new ClientShape(
                RdpVersion.RDP_10_7,
                19045,
                capability == Capability.SKIP_CHANNEL_JOIN
                        ? early.with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN)
                        : early,
                6,
                EncryptionMethods.ENCRYPTION_128BIT
                        .with(EncryptionMethods.ENCRYPTION_56BIT)
                        .with(EncryptionMethods.ENCRYPTION_40BIT),
                List.of(
                        ChannelDef.of("rdpdr", ChannelDef.INITIALIZED),
                        ChannelDef.of("rdpsnd", ChannelDef.INITIALIZED)),
                true,
                OptionalLong.of(0x05),
                ConnectInitial.MSTSC_FORM);
        return ClientPolicy.of(offer, credentials, shape, "lab")
                .withRouting(Optional.of(new Routing.Cookie("alice")))
                .withAuthentication(new NtlmAuthentication(spnego, "TERMSRV/lab"));
    }

    static HandshakePair pair(ClientPolicy client, ServerPolicy server) {
        return pair(client, server, Interceptor.NONE, Interceptor.NONE);
    }

    static HandshakePair pair(
            ClientPolicy client, ServerPolicy server, Interceptor clientFaults, Interceptor serverFaults) {
        return new HandshakePair(
                new Endpoint(
                        Role.CLIENT,
                        1,
                        ClientState.initial(client, environment(1)),
                        clientFaults,
                        new Transcript(Role.CLIENT, 1),
                        Deadlines.each(Duration.ofSeconds(30))),
                new Endpoint(
                        Role.SERVER,
                        1,
                        ServerState.initial(server, environment(2)),
                        serverFaults,
                        new Transcript(Role.SERVER, 1),
                        Deadlines.each(Duration.ofSeconds(60))),
                TLS,
                Duration.ofMillis(10));
    }
}
