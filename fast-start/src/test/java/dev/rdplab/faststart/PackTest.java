package dev.rdplab.faststart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {

    @TempDir
    private Path folder;

    private Path own;

    @BeforeEach
    void makeOurOwn() throws IOException {
        own = jar("own-1.jar", Map.of("dev/own.txt", "ours", "META-INF/services/s", "of.Ours"));
    }

    @Test
    void joinsServicesAndKeepsTheManifestAndEveryLicence() throws IOException {
        var one = jar("one-2.jar", Map.of("META-INF/services/s", "of.One", "META-INF/LICENSE", "one's"));
        var other = jar("other.jar", Map.of("META-INF/services/s", "of.Other", "META-INF/LICENSE", "the other's"));
        var packed = pack(one, other);
        assertThat(packed)
                .containsEntry("META-INF/services/s", "of.One\nof.Other")
                .containsEntry("META-INF/licenses/one-2/LICENSE", "one's")
                .containsEntry("META-INF/licenses/other/LICENSE", "the other's");
        assertThat(packed.get("META-INF/MANIFEST.MF")).contains("Implementation-Version: own-1.jar");
    }

    @Test
    void givesEveryEntryTheSameTime() throws IOException {
        pack(jar("one.jar", Map.of("one.txt", "1")));
        try (var packed = new JarFile(folder.resolve("out/libraries.jar").toFile())) {
            assertThat(packed.stream().map(JarEntry::getTimeLocal).distinct())
                    .containsExactly(LocalDateTime.of(1980, 2, 1, 0, 0));
        }
    }

    @Test
    void putsWhatGoesWithTheProgramBesideIt() throws IOException {
        var one = jar("one-2.jar", Map.of("META-INF/services/s", "of.One", "one.txt", "1"));
        var other = jar("other-3.jar", Map.of("other.txt", "3"));
        assertThat(pack(one, other, jar("with-4.jar", Map.of("META-INF/services/s", "of.With", "with.txt", "4"))))
                .containsOnlyKeys("META-INF/MANIFEST.MF", "META-INF/services/s", "one.txt", "other.txt");
        assertThat(read(folder.resolve("out/program.jar")))
                .containsOnlyKeys("META-INF/MANIFEST.MF", "META-INF/services/s", "dev/own.txt", "with.txt")
                .containsEntry("META-INF/services/s", "of.Ours\nof.With");
    }

    @Test
    void takesTheNewestReleaseForJava17() throws IOException {
        var one = jar(
                "one.jar",
                Map.of(
                        "a.txt", "8",
                        "META-INF/versions/9/a.txt", "9",
                        "META-INF/versions/17/a.txt", "17",
                        "META-INF/versions/21/a.txt", "21",
                        "META-INF/versions/9/module-info.class", ""));
        assertThat(pack(one)).containsEntry("a.txt", "17").containsOnlyKeys("META-INF/MANIFEST.MF", "a.txt");
    }

    @Test
    void keepsSignedJarsApartWithAndWithoutTheirSignatures() throws IOException {
        var signed = jar("signed.jar", Map.of("b.txt", "b", "META-INF/BC2048KE.SF", "x", "META-INF/BC2048KE.RSA", "y"));
        assertThat(pack(signed)).doesNotContainKey("b.txt");
        assertThat(read(folder.resolve("out/unsigned.jar"))).containsOnlyKeys("META-INF/MANIFEST.MF", "b.txt");
        assertThat(folder.resolve("out/signed/signed.jar")).hasSameBinaryContentAs(signed);
    }

    @Test
    void putsNativeLibrariesBeside() throws IOException {
        var one = jar("one.jar", Map.of("META-INF/native/liba.so", "elf"));
        assertThat(pack(one)).doesNotContainKey("META-INF/native/liba.so");
        assertThat(folder.resolve("out/native/liba.so")).hasContent("elf");
    }

    @Test
    void refusesTwoJarsThatDifferInAFile() throws IOException {
        var one = jar("one.jar", Map.of("a.txt", "1"));
        assertThat(pack(one, jar("same.jar", Map.of("a.txt", "1")))).containsEntry("a.txt", "1");
        var other = jar("other.jar", Map.of("a.txt", "2"));
        assertThatThrownBy(() -> pack(one, other)).hasMessage("two jars differ in a.txt");
    }

    /** Packs our own and these; what {@code libraries.jar} then holds. */
    private Map<String, String> pack(Path... jars) throws IOException {
        var path = new StringBuilder(folder + "/classes");
        for (Path jar : jars) {
            path.append(File.pathSeparator).append(jar);
        }
        Pack.main(new String[] {folder.resolve("out").toString(), own.toString(), path.toString(), "with- more-"});
        return read(folder.resolve("out/libraries.jar"));
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, name);
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        var file = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (var entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static Map<String, String> read(Path file) throws IOException {
        var entries = new TreeMap<String, String>();
        try (var jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                try (var in = jar.getInputStream(entry)) {
                    entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return entries;
    }
}
