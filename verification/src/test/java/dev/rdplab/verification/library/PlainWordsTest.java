package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents, messages, tables and Javadoc are without words that a native reader stops at. */
class PlainWordsTest {

    private static final Pattern UNWANTED = Pattern.compile(
            "\\b(un)?lawful(ly)?\\b|\\bhow-manieth\\b|\\bsomebody\\b|\\bwhoever\\b|\\bbe had\\b|\\bso often\\b"
                    + "|\\bas the description has it\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern READ = Pattern.compile(".*\\.(md|java|yaml|tsv|html|js|txt)");

    /** A log is kept as it was written; a user of a scenario may have any name. */
    private static final Set<String> LEFT_ALONE = Set.of("docs/performance-log.md");

    private static final Pattern NAME = Pattern.compile("\\b(user|forCookie):? ?\\(?\"?somebody");

    @Test
    void findsSuchAWord() {
        assertThat(unwanted("a server that is lawful, if unwelcome")).isTrue();
        assertThat(unwanted("accounts: [ { user: somebody } ]")).isFalse();
    }

    @Test
    void areNowhere() throws IOException {
        var texts = texts();
        assertThat(texts).hasSizeGreaterThan(1_000);
        var found = new ArrayList<String>();
        for (Path text : texts) {
            int number = 0;
            for (String line : Files.readAllLines(text)) {
                number++;
                if (unwanted(line)) {
                    found.add(Repository.ROOT.relativize(text) + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static boolean unwanted(String line) {
        return UNWANTED.matcher(NAME.matcher(line).replaceAll("")).find();
    }

    /** The documents, and the sources and resources of what users run. */
    private static List<Path> texts() throws IOException {
        var texts = new ArrayList<Path>();
        Files.walkFileTree(Repository.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = folder.getFileName().toString();
                boolean left = !folder.equals(Repository.ROOT)
                                && (name.startsWith(".") && !name.equals(".ci") || name.equals("target"))
                        || folder.endsWith("src/test");
                return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var path = Repository.ROOT.relativize(file).toString().replace('\\', '/');
                boolean wanted = path.endsWith(".md") || path.contains("src/main/");
                if (wanted && READ.matcher(path).matches() && !LEFT_ALONE.contains(path)) {
                    texts.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }
}
