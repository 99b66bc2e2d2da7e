package dev.rdplab.testkit.needs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the real programs are. */
public final class Programs {

    /** Set to 1 where a missing program must fail its tests, as in CI. */
    public static final String REQUIRE_REAL = "RDPLAB_REQUIRE_REAL";

    private static final String FREERDP_3 = "freerdp3-x11 freerdp3-shadow-x11 winpr3-utils of bookworm-backports";
    private static final Map<String, String> PACKAGE_OF = Map.ofEntries(
            Map.entry("xfreerdp", "freerdp2-x11"),
            Map.entry("freerdp-shadow-cli", "freerdp2-shadow-x11"),
            Map.entry("winpr-hash", "winpr-utils"),
            Map.entry("xfreerdp3", FREERDP_3),
            Map.entry("freerdp-shadow-cli3", FREERDP_3),
            Map.entry("winpr-hash3", FREERDP_3),
            Map.entry("rdesktop", "rdesktop"),
            Map.entry("xrdp", "xrdp"),
            Map.entry("Xvfb", "xvfb"),
            Map.entry("openssl", "openssl"),
            Map.entry("tshark", "tshark"),
            Map.entry("editcap", "wireshark-common"),
            Map.entry("krb5kdc", "krb5-kdc"),
            Map.entry("kdb5_util", "krb5-kdc"),
            Map.entry("kadmin.local", "krb5-admin-server"),
            Map.entry("kinit", "krb5-user"),
            Map.entry("kvno", "krb5-user"),
            Map.entry("chromium", "chromium"),
            Map.entry("nft", "nftables"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("weston", "weston"),
            Map.entry("gnome-remote-desktop-daemon", "gnome-remote-desktop"),
            Map.entry("grdctl", "gnome-remote-desktop"),
            Map.entry("dbus-run-session", "dbus"),
            Map.entry("python3", "python3"));

    private Programs() {}

    /** Whether this machine promises to have every real program. */
    public static boolean mustBePresent() {
        return "1".equals(System.getenv(REQUIRE_REAL));
    }

    /**
     * The programs, in the order asked for. The test has said by {@link Needs} that it needs them, so all are there.
     *
     * @throws AssertionError when one is missing: then nothing said so
     */
    public static List<Path> require(String... names) {
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            found.add(find(name)
                    .orElseThrow(() -> new AssertionError(absence(name) + "; a test that needs it says so: @Needs(\""
                            + name + "\") at the class or the method")));
        }
        return found;
    }

    /** The one program, as {@link #require(String...)}. */
    public static Path require(String name) {
        return require(new String[] {name}).get(0);
    }

    /** The lab's tools first, then PATH, then where Debian keeps daemons and an ordinary user's PATH does not look. */
    public static Optional<Path> find(String name) {
        return searched()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> searched() {
        String home = System.getProperty("user.home");
        String tools = Objects.requireNonNullElse(System.getenv("RDPLAB_TOOLS"), home + "/.cache/rdplab/bin");
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        return Stream.of(tools, path, "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/libexec")
                .flatMap(folders -> Stream.of(folders.split(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    /** That it is missing, and how to get it. */
    static String absence(String name) {
        String debian = PACKAGE_OF.get(name);
        return name + " is not installed; get it with .ci/install"
                + (debian == null ? "" : ", or apt-get install " + debian);
    }
}
