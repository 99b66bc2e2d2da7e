package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.tls.TlsVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Which changes are worth a connection after the first one ended as it did: the most telling first. */
final class Variations {

    /** Addresses of one name that are tried besides the first. */
    private static final int ADDRESSES = 2;

    /** SSL_NOT_ALLOWED_BY_SERVER, [MS-RDPBCGR] 2.2.1.2.2. */
    private static final long SSL_NOT_ALLOWED = 2;

    /** What a name stands for. */
    interface Names {
        InetAddress[] of(String name) throws UnknownHostException;
    }

    private final Names names;
    private final Probe first;
    private final ClientOptions options;
    private final Stage stage;
    private final EndingKind ending;
    private final List<Variation> chosen = new ArrayList<>();

    private Variations(Probe first, ClientOptions options, Names names) {
        this.names = names;
        this.first = first;
        this.options = options;
        this.stage = first.result().client().stage();
        this.ending = first.result().client().ending();
    }

    /** @param options those of the first connection, without what must not be repeated */
    static List<Variation> after(Probe first, ClientOptions options, Names names) {
        var variations = new Variations(first, options, names);
        variations.choose();
        return variations.chosen;
    }

    private void choose() {
        if (ending == EndingKind.REFUSED && first.result().client().detail().startsWith("unknown host")) {
            return; // there is nothing to connect to
        }
        if (ending == EndingKind.COMPLETED) {
            versions();
            add(Variation.withoutNla(options));
        } else if (stage == Stage.CONNECT) {
            add(Variation.again(options));
        } else if (ending == EndingKind.NEGOTIATION_FAILURE) {
            if (options.security() != Security.AUTO) {
                add(Variation.everythingOffered(options));
            }
            boolean tlsRefused = first.result().client().code().equals(OptionalLong.of(SSL_NOT_ALLOWED));
            if (tlsRefused && options.security() != Security.TLS && options.security() != Security.RDP) {
                add(Variation.tlsAlone(options));
            }
        } else if (stage == Stage.X224) {
            again();
            if (ending != EndingKind.PROTOCOL_VIOLATION) {
                offers();
            }
        } else if (stage == Stage.TLS) {
            tls();
        } else if (stage == Stage.CREDSSP || stage == Stage.EARLY_AUTH) {
            add(Variation.withoutNla(options));
        } else {
            again();
        }
        addresses();
    }

    private void tls() {
        if (ending == EndingKind.TIMEOUT) {
            again();
            if (options.loops().backend() == EventLoops.Backend.EPOLL) {
                add(Variation.smallSegments(options));
            }
            add(Variation.smallerHello(options));
        } else {
            again();
            versions();
            add(Variation.oldTls(options));
            add(Variation.smallerHello(options));
        }
        if (first.server().selected().filter(s -> s.contains("HYBRID")).isPresent()) {
            add(Variation.withoutNla(options));
        }
        if (options.tls().serverName().isPresent()) {
            add(Variation.withoutName(options));
        } else {
            name();
        }
    }

    /** A server may close, or not answer, where it should refuse what was offered. */
    private void offers() {
        if (options.security() != Security.AUTO) {
            add(Variation.everythingOffered(options));
        }
        if (options.security() != Security.RDP) {
            add(Variation.rdpSecurity(options));
        }
    }

    /** Silence takes its time: once more is enough. */
    private void again() {
        add(Variation.again(options));
        if (ending != EndingKind.TIMEOUT) {
            add(Variation.again(options));
        }
    }

    private void versions() {
        for (var version : List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)) {
            if (options.tls().versions().contains(version)
                    && options.tls().versions().size() > 1) {
                add(Variation.tls(options, version));
            }
        }
    }

    /** The name that the address has in DNS, if any. */
    private void name() {
        first.client()
                .last()
                .peer()
                .map(InetSocketAddress::getAddress)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getCanonicalHostName)
                .filter(name -> !name.contains(":") && !name.matches("[0-9.]+"))
                .ifPresent(name -> add(Variation.withName(options, name)));
    }

    /** Other addresses of the same name, those of the other family first. */
    private void addresses() {
        if (!options.target().isUnresolved()) {
            return;
        }
        var used = first.client().last().peer().map(InetSocketAddress::getAddress);
        try {
            var all = names.of(options.target().getHostString());
            boolean six = used.orElse(all[0]) instanceof Inet6Address;
            Arrays.stream(all)
                    .filter(each -> !each.equals(used.orElse(all[0])))
                    .sorted(Comparator.comparing((InetAddress each) -> each instanceof Inet6Address == six))
                    .limit(ADDRESSES)
                    .forEach(each -> add(Variation.address(options, each)));
        } catch (UnknownHostException none) {
            // the first connection said so
        }
    }

    private void add(Variation variation) {
        chosen.add(variation);
    }
}
