package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Need;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;

/** The jar for JMeter's lib/ext and a JMeter, both made by this build. */
public final class MadeJMeter implements Need {

    @Override
    public Optional<String> missing() {
        return Stream.of(JMeter.JAR, JMeter.MADE)
                .filter(needed -> !Files.exists(needed))
                .map(needed -> JMeter.ROOT.relativize(needed) + " is not there yet; it comes with mvn verify")
                .findFirst();
    }
}
