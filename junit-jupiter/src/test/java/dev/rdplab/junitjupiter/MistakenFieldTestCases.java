package dev.rdplab.junitjupiter;

import org.junit.jupiter.api.Test;

/** Run by {@link RdpLabExtensionTest}. */
class MistakenFieldTestCases {

    @RdpLab
    final LabServer server = null;

    @Test
    void hasAFinalField() {}
}
