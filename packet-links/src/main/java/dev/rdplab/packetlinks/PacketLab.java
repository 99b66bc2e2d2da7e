package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether this machine can create packet links and, if not, what is missing and which command installs it. */
public final class PacketLab {

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    /** Gives an ordinary user the rights in namespaces of their own. */
    static final String ROOTLESS = "unshare -Urnm --propagation private sh -c"
            + " 'mount -t tmpfs tmpfs /run && mkdir -p /run/netns /run/wireguard && exec ./rdplab ...'";

    private PacketLab() {}

    /** One line; empty when nothing is missing. */
    public static Optional<String> missing() {
        if (OperatingSystem.current() != OperatingSystem.LINUX) {
            return Optional.of("packet links need Linux, this is " + OperatingSystem.ownName()
                    + "; run the lab in a Linux container or virtual machine");
        }
        var capabilities = capabilities();
        if ((capabilities & 1L << CAP_NET_ADMIN) == 0 || (capabilities & 1L << CAP_SYS_ADMIN) == 0) {
            return Optional.of(
                    "packet links need CAP_NET_ADMIN and CAP_SYS_ADMIN; run as root, or as a user: " + ROOTLESS);
        }
        var tun = Path.of("/dev/net/tun");
        if (!Files.exists(tun)) {
            return Optional.of("/dev/net/tun is missing; run: modprobe tun"
                    + " || { mkdir -p /dev/net && mknod -m 0666 /dev/net/tun c 10 200; }");
        }
        if (!Files.isReadable(tun) || !Files.isWritable(tun)) {
            return Optional.of("/dev/net/tun may not be opened; as root run: chmod 0666 /dev/net/tun");
        }
        return missingProgram("ip", "iproute2");
    }

    /** @throws LinkUnavailableException with the line of {@link #missing} */
    static void require() {
        missing().ifPresent(line -> {
            throw new LinkUnavailableException(line);
        });
    }

    /** One line when a program is not on the PATH. */
    public static Optional<String> missingProgram(String program, String debianPackage) {
        return isInstalled(program)
                ? Optional.empty()
                : Optional.of(program + " is not installed; on Debian run: apt-get install " + debianPackage);
    }

    /** @param program by its name, or a file by its absolute path */
    public static boolean isInstalled(String program) {
        return program.startsWith("/")
                ? Files.exists(Path.of(program))
                : Stream.of(path().split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The PATH with the folders of system programs, which an ordinary user's lacks. */
    public static String path() {
        return System.getenv("PATH") + ":/usr/sbin:/sbin";
    }

    private static long capabilities() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
