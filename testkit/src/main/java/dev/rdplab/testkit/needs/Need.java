package dev.rdplab.testkit.needs;

import java.util.Optional;

/** Something a test needs and that is no program: a right, a kernel's ability, jars of this build. Has a constructor without parameters. */
@FunctionalInterface
public interface Need {

    /** Empty when it is there, else one line that says what is missing and how to get it. */
    Optional<String> missing();
}
