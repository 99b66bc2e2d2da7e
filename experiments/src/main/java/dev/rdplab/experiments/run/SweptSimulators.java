package dev.rdplab.experiments.run;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.experiments.sweep.SweptPeers;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.run.Servers;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The lab's own server and client as a cell of a sweep wants them.
 *
 * @param tls the client's, for all trials of the cell
 */
record SweptSimulators(SweptPeers peers, SweptNetwork network, long seed, TlsContext tls) {

    static SweptSimulators of(SweptPeers peers, SweptNetwork network, long seed) {
        var tls = TlsClientSettings.any().serverName(Certificates.HOST);
        tls = peers.tls().map(tls::versions).orElse(tls);
        return new SweptSimulators(peers, network, seed, TlsContext.of(fastest(tls, peers, network)));
    }

    /** In virtual time the processor is what a trial waits for. OpenSSL's client refuses some of the odd certificates by itself. */
    private static TlsClientSettings fastest(TlsClientSettings tls, SweptPeers peers, SweptNetwork network) {
        boolean plain = peers.certificate().orElse(CertificateVariant.GOOD) == CertificateVariant.GOOD;
        return network.clientLoops().isVirtual() && plain && TlsEngine.OPENSSL.available()
                ? tls.engine(TlsEngine.OPENSSL)
                : tls;
    }

    /**
     * The certificate that the cell names, else a good one. In virtual time that one has a P-256 key, because the processor is what a
     * trial waits for; its flights take as many segments as those of an RSA key, so the trials come out the same.
     */
    private CertificateVariant certificate() {
        boolean modern = peers.tls()
                .map(version -> version.compareTo(TlsVersion.TLS_1_2) >= 0)
                .orElse(true);
        var usual = network.serverLoops().isVirtual() && modern ? CertificateVariant.EC : CertificateVariant.GOOD;
        return peers.certificate().orElse(usual);
    }

    /** To be told where to listen, and on which loops. */
    ServerOptions server() {
        var account = ServerSpec.LAB_ACCOUNT;
        boolean tlsAlone = peers.credSsp().equals(Optional.of(SweptPeers.CredSsp.NONE));
        var policy = ServerPolicy.of(tlsAlone ? SecurityLayer.TLS : SecurityLayer.NLA)
                .withAccounts(List.of(account));
        policy = policy.withSession(policy.session()
                .withUpdateBytes(peers.exchange()
                        .filter(Exchange::bothWays)
                        .map(Exchange::bytes)
                        .orElse(0)));
        var tls = TlsServerSettings.of(Certificates.of(certificate()));
        tls = peers.tls().map(tls::versions).orElse(tls);
        var behaviour = Behaviour.of(policy, TlsContext.of(tls));
        return ServerOptions.of(behaviour)
                .behaviour((number, peer) -> behaviour.with(network.interceptor(Role.SERVER, number)))
                .environment(number -> Servers.environment(seed, "server " + number))
                .deadlines(Deadlines.each(SweptPeers.LONGEST))
                .clock(network.serverLoops().clock());
    }

    /** @param number of the trial */
    ClientOptions client(InetSocketAddress target, int number) {
        var account = ServerSpec.LAB_ACCOUNT;
        var options = ClientOptions.of(target)
                .host(Certificates.HOST)
                .profile(peers.profile())
                .credentials(new Credentials(account.domain(), account.user(), account.password()))
                .connectTimeout(peers.connect())
                .deadlines(Deadlines.each(peers.stage()))
                .environment(attempt -> Servers.environment(seed, "client " + number + " attempt " + attempt))
                .faults(attempt -> network.interceptor(Role.CLIENT, 1 + number * ClientOptions.MAX_ATTEMPTS + attempt))
                .clock(network.clientLoops().clock())
                .loops(network.clientLoops());
        if (peers.exchange().isPresent()) {
            options = options.exchange(peers.exchange().get(), peers.stage());
        }
        var exchanging = options;
        return peers.credSsp()
                .filter(mechanism -> mechanism != SweptPeers.CredSsp.NONE)
                .map(mechanism ->
                        new NtlmAuthentication(mechanism == SweptPeers.CredSsp.SPNEGO, "TERMSRV/" + Certificates.HOST))
                .map(exchanging::authentication)
                .orElse(exchanging);
    }
}
