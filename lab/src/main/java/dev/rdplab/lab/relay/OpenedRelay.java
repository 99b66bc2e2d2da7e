package dev.rdplab.lab.relay;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.relay.OpenMode;
import dev.rdplab.transport.SystemEnvironment;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** How an open relay authenticates on both of its legs. */
public final class OpenedRelay {

    private static final int LIMIT_MILLIS = 10_000;
    private static final SecurityProtocols ALL = new SecurityProtocols(0x0b);

    private OpenedRelay() {}

    /**
     * Returns what the relay accepts and offers.
     *
     * @param account of clients, towards the relay
     * @param towardsServer of the relay, towards the server
     */
    public static OpenMode mode(SecurityLayer layer, Credentials account, Credentials towardsServer, String host) {
        var known = new Account(account.domain(), account.user(), account.password(), AccountState.ENABLED);
        return new OpenMode(
                ServerPolicy.of(layer).withAccounts(List.of(known)),
                (request, spnego) ->
                        (spnego ? ClientProfile.MSTSC : ClientProfile.FREERDP).following(request, towardsServer, host),
                TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD))),
                TlsContext.of(towards(host)),
                SystemEnvironment::now);
    }

    /** With OpenSSL's engine where there is one: Java's takes much more processor time for a session. */
    private static TlsClientSettings towards(String host) {
        var settings = TlsClientSettings.any().serverNamed(host);
        return TlsEngine.OPENSSL.available() ? settings.engine(TlsEngine.OPENSSL) : settings;
    }

    /**
     * Asks a server once which security it selects.
     *
     * @return empty when that is standard RDP security, in which there is nothing to open
     * @throws IOException when the server cannot be reached or answers with something else
     */
    public static Optional<SecurityLayer> layer(InetSocketAddress server) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            var out = new WireWriter();
            ConnectionRequest.of(Optional.empty(), Optional.of(NegotiationRequest.of(ALL)))
                    .encode(out);
            socket.getOutputStream().write(out.toBytes().toArray());
            byte[] head = socket.getInputStream().readNBytes(4);
            int length = head.length < 4 ? 0 : (head[2] & 0xff) << 8 | head[3] & 0xff;
            if (length < 7) {
                throw new IOException("the server does not answer as an RDP server");
            }
            byte[] rest = socket.getInputStream().readNBytes(length - 4);
            var bytes = Bytes.concat(Bytes.copyOf(head), Bytes.copyOf(rest));
            return layer(ConnectionConfirm.decode(WireReader.of(bytes, Stage.X224, "ConnectionConfirm")));
        } catch (ProtocolViolationException wrong) {
            throw new IOException("the server does not answer as an RDP server: " + wrong.getMessage());
        }
    }

    private static Optional<SecurityLayer> layer(ConnectionConfirm confirm) {
        if (confirm.reply().isPresent() && confirm.reply().get() instanceof NegotiationReply.Response response) {
            var selected = response.selectedProtocol();
            if (selected.contains(SecurityProtocols.HYBRID_EX)) {
                return Optional.of(SecurityLayer.NEGOTIATE);
            }
            if (selected.contains(SecurityProtocols.HYBRID)) {
                return Optional.of(SecurityLayer.NLA);
            }
            return selected.contains(SecurityProtocols.SSL) ? Optional.of(SecurityLayer.TLS) : Optional.empty();
        }
        return Optional.empty();
    }
}
