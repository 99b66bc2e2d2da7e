package dev.rdplab.cli;

import dev.rdplab.console.AdminOptions;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands that are shown and controlled over HTTP while they run. */
final class AdminOption {

    @Option(
            names = "--admin",
            arity = "0..1",
            fallbackValue = "8390",
            paramLabel = "PORT",
            description =
                    "show and control it on a page and over HTTP on this port of --listen (8390), 0 for any free one; on"
                            + " addresses other than loopback RDPLAB_ADMIN_TOKEN must hold a token")
    private Integer port;

    boolean given() {
        return port != null;
    }

    /** Where the HTTP interface listens, with the token of the environment. */
    AdminOptions options(String listen) {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--admin " + port + " is not between 0 and 65535");
        }
        var token = Optional.ofNullable(System.getenv("RDPLAB_ADMIN_TOKEN")).filter(text -> !text.isEmpty());
        return new AdminOptions(new InetSocketAddress(listen, port), token, AdminOptions.DEFAULT.requestLimit());
    }
}
