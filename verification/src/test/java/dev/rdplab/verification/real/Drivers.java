package dev.rdplab.verification.real;

import java.nio.file.Path;

/** Small programs in the languages of foreign libraries, which have no program of their own. */
final class Drivers {

    private static final Path FOLDER = Path.of("src", "test", "programs").toAbsolutePath();

    private Drivers() {}

    static String path(String name) {
        return FOLDER.resolve(name).toString();
    }
}
