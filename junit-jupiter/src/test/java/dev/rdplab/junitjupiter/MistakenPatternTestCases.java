package dev.rdplab.junitjupiter;

import dev.rdplab.lab.scenario.Scenario;

/** Run by {@link RdpLabExtensionTest}. */
class MistakenPatternTestCases {

    @RdpScenarios("tsl/*")
    void misspellsAPattern(Scenario scenario) {}
}
