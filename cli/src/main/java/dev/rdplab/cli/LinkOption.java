package dev.rdplab.cli;

import dev.rdplab.chaos.link.DirectLink;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.chaos.link.ToxiproxyLink;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which backend makes the links. */
final class LinkOption {

    @Option(
            names = "--link",
            paramLabel = "BACKEND",
            description = "direct, embedded, toxiproxy (a toxiproxy-server on the PATH) or toxiproxy=URL;"
                    + " without it direct, and embedded where a scenario asks for a proxy")
    private String link;

    Optional<LinkBackend> backend() {
        if (link == null) {
            return Optional.empty();
        }
        if (link.startsWith("toxiproxy=")) {
            try {
                return Optional.of(ToxiproxyLink.at(URI.create(link.substring("toxiproxy=".length()))));
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        return Optional.of(
                switch (link) {
                    case "direct" -> new DirectLink();
                    case "embedded" -> InProcessLink.embedded();
                    case "toxiproxy" -> ToxiproxyLink.program();
                    case "tun", "netem" ->
                        throw new UsageException(
                                "--link " + link + " is for sweep; relay and judge have packet links by"
                                        + " --path, such as --path rtt=60ms,loss=5%,link=" + link);
                    default ->
                        throw new UsageException(
                                "--link " + link + " is unknown; direct, embedded, toxiproxy or toxiproxy=URL");
                });
    }
}
