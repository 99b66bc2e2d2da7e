package dev.rdplab.lab.scenario;

import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import java.util.regex.Pattern;

/** The key {@code relay}. */
final class RelayKeys {

    private static final int LONGEST_NAME = 255 + 6;

    private static final Key<RelaySpec.Mode> MODE = Key.of(
                    "mode",
                    Forms.words(RelaySpec.Mode.values()),
                    "`closed` decrypts nothing; `open` ends TLS and CredSSP on both sides and needs an account")
            .or("closed");
    private static final Key<String> TARGET = Key.of(
            "target",
            Forms.text(
                    "target",
                    Pattern.compile(
                            "(\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+)(:[0-9]{1,5})?|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"),
                    LONGEST_NAME,
                    "HOST or HOST:PORT, such as server.example:3389",
                    "server.example:3389"),
            "the real server; left out: the command line names it");

    static final Section<RelaySpec> SECTION =
            Section.of(values -> new RelaySpec(values.get(MODE), values.find(TARGET)), MODE, TARGET);

    private RelayKeys() {}
}
