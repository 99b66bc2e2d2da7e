package dev.rdplab.faststart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Many jars as one: a Java that looks for a resource opens every jar of its class path.
 *
 * <p>Of a class in several releases the newest for Java 17 is taken. Files of {@code META-INF/services} and Netty's of versions
 * are joined; licences and notices go to a folder for each jar. Manifests, signatures, descriptions of modules and of Maven,
 * and native libraries are left out. Two jars that differ in any other file of one name are an error.
 */
final class OneJar {

    private static final Runtime.Version RELEASE = Runtime.Version.parse("17");
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final Pattern LEFT_OUT =
            Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|(maven|native|native-image|versions)/.*)|OSGI-INF/.*"
                    + "|(.*/)?module-info\\.class");
    private static final Pattern LICENCE = Pattern.compile(
            "(META-INF/)?([^/]*(LICENSE|NOTICE)[^/]*|AL2\\.0|LGPL2\\.1|licenses?/.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JOINED = Pattern.compile("META-INF/(services/.*|io\\.netty\\.versions\\.properties)");

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final SortedMap<String, byte[]> entries = new TreeMap<>();

    /** Opens a jar to be added. */
    static JarFile open(Path file) throws IOException {
        return new JarFile(file.toFile(), false, ZipFile.OPEN_READ, RELEASE);
    }

    static boolean isSigned(JarFile jar) {
        return jar.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
    }

    /** Adds all of a jar. @param name its file name, for its licences */
    void add(JarFile jar, String name) throws IOException {
        for (JarEntry entry : jar.versionedStream().toList()) {
            String path = entry.getName();
            if (!entry.isDirectory() && !isLeftOut(path)) {
                try (var in = jar.getInputStream(entry)) {
                    add(LICENCE.matcher(path).matches() ? licence(name, path) : path, in.readAllBytes());
                }
            }
        }
    }

    private static boolean isLeftOut(String path) {
        return SIGNATURE.matcher(path).matches() || LEFT_OUT.matcher(path).matches();
    }

    private static String licence(String jar, String path) {
        return "META-INF/licenses/" + jar.replaceFirst("\\.jar$", "") + '/' + path.replaceFirst("^META-INF/", "");
    }

    private void add(String path, byte[] bytes) {
        entries.merge(path, bytes, (one, other) -> {
            if (Arrays.equals(one, other)) {
                return one;
            }
            if (!JOINED.matcher(path).matches()) {
                throw new IllegalStateException("two jars differ in " + path);
            }
            return joined(one, other);
        });
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var lines = new ByteArrayOutputStream();
        lines.writeBytes(one);
        lines.write('\n');
        lines.writeBytes(other);
        return lines.toByteArray();
    }

    /** Writes all entries with the same time, so that equal content gives equal bytes. */
    void write(Path file, Manifest manifest) throws IOException {
        var first = new ByteArrayOutputStream();
        manifest.write(first);
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            write(out, JarFile.MANIFEST_NAME, first.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(out, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
        var entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
