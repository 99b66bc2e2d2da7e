package dev.rdplab.verification.library;

import dev.rdplab.testkit.needs.Need;
import java.util.Optional;

/** The jars of this build. */
public final class BuiltJars implements Need {

    @Override
    public Optional<String> missing() {
        return Repository.isBuilt()
                ? Optional.empty()
                : Optional.of("there are no jars of this build yet: they come with mvn verify");
    }
}
