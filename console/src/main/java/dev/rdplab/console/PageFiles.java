package dev.rdplab.console;

import dev.rdplab.lab.evidence.EvidenceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page, its style and its modules, and the description of the interface. They hold nothing that a token protects. */
final class PageFiles {

    static final String PAGE = "/";
    static final String DESCRIPTION = "/openapi.yaml";
    static final String BELOW = "/page/";

    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "api.js", "text/javascript; charset=utf-8",
            "list.js", "text/javascript; charset=utf-8",
            "choose.js", "text/javascript; charset=utf-8",
            "detail.js", "text/javascript; charset=utf-8");

    private PageFiles() {}

    /** Whether anybody may read it who may ask at all. */
    static boolean isOpen(String path) {
        return path.equals(PAGE) || path.equals(DESCRIPTION) || path.startsWith(BELOW);
    }

    static Answer page() {
        return Answer.text("text/html; charset=utf-8", resource("page/index.html"));
    }

    static Answer description() {
        return Answer.text("application/yaml", resource("openapi.yaml"));
    }

    /** @throws Problem when the page has no such file */
    static Answer file(String name) {
        if (name.equals("family.css")) {
            return Answer.text("text/css; charset=utf-8", EvidenceFolder.style());
        }
        var type = TYPES.get(name);
        if (type == null) {
            throw new Problem(404, "the page has no file " + Body.shortened(name));
        }
        return Answer.text(type, resource("page/" + name));
    }

    private static String resource(String name) {
        try (var in = PageFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
