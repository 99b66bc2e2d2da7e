package dev.rdplab.dist;

import dev.rdplab.cli.RdpLab;
import dev.rdplab.diagnosis.logs.ExportCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes what a download takes from the descriptions of the commands: AsciiDoc of manual pages, completion, and collect.ps1. */
public final class Documents {

    /** In a line that is too long, the break may come inside the marks of AsciiDoc. */
    private static final int UNBROKEN = 4_000;

    private Documents() {}

    /** Arguments: the folder to write to, and the version for the manual pages. */
    public static void main(String[] args) throws IOException {
        var to = Path.of(args[0]);
        var completion = Files.createDirectories(to.resolve("completion"));
        var script = AutoComplete.bash("rdplab", new CommandLine(specification(args[1])));
        Files.writeString(completion.resolve("rdplab.bash"), script);
        Files.writeString(completion.resolve("rdplab.zsh"), script);
        Files.writeString(completion.resolve("rdplab.fish"), Fish.completion(specification(args[1])));
        Files.writeString(
                Files.createDirectories(to.resolve("bin")).resolve("collect.ps1"),
                ExportCommands.powerShell(),
                StandardCharsets.UTF_8);
        var pages = Files.createDirectories(to.resolve("adoc")).toFile();
        int failed = ManPageGenerator.generateManPage(pages, null, new boolean[0], false, specification(args[1]));
        if (failed != 0) {
            throw new IllegalStateException("manual pages: picocli ends with " + failed);
        }
        escape(to.resolve("adoc"));
    }

    /** AsciiDoc takes two brackets in a synopsis for an anchor, and {@code [...HOST[:PORT]_...} for an attribute of a text. */
    private static void escape(Path pages) throws IOException {
        try (var files = Files.list(pages)) {
            for (Path page : files.toList()) {
                Files.writeString(
                        page, Files.readString(page).replace("[[", "{startsb}[").replace("]_", "{endsb}_"));
            }
        }
    }

    /** All commands. Their version is that of the build alone, not of the Java that makes the pages. */
    private static CommandSpec specification(String version) {
        var spec = RdpLab.specification();
        give(spec, "rdplab " + version);
        return spec;
    }

    private static void give(CommandSpec spec, String version) {
        spec.versionProvider(null).version(version);
        spec.usageMessage().width(UNBROKEN);
        spec.subcommands().values().forEach(each -> give(each.getCommandSpec(), version));
    }
}
