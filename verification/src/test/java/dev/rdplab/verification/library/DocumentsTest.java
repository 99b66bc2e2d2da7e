package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents show of the examples is what is compiled and run. */
class DocumentsTest {

    private static final Pattern SHOWN =
            Pattern.compile("<!-- (examples/\\S+) -->\\R```\\w+\\R(.*?)```", Pattern.DOTALL);

    /** A block of a document, and the file it names. */
    private record Block(String document, Path file, String text) {}

    @Test
    void everyExampleThatIsShownIsTheFileItself() throws IOException {
        var blocks = blocks();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(Files.readString(block.file()))
                .as(block.document() + " shows " + block.file())
                .contains(block.text()));
    }

    @Test
    void everyExampleIsShownWholeSomewhere() throws IOException {
        var whole = new ArrayList<Path>();
        for (Block block : blocks()) {
            if (Files.readString(block.file()).equals(block.text())) {
                whole.add(block.file());
            }
        }
        try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("examples"))) {
            assertThat(files.filter(file -> file.toString().matches(".*(\\.java|\\.sh)")
                            && !file.toString().contains("/target/")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(whole).contains(file));
        }
    }

    private static List<Block> blocks() throws IOException {
        var blocks = new ArrayList<Block>();
        for (String document : List.of("README.md", "docs/junit.md", "docs/tunnels.md")) {
            var matcher = SHOWN.matcher(Files.readString(Repository.ROOT.resolve(document)));
            while (matcher.find()) {
                blocks.add(new Block(document, Repository.ROOT.resolve(matcher.group(1)), matcher.group(2)));
            }
        }
        return blocks;
    }
}
