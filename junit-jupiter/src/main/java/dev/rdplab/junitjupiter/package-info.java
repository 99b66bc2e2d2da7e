/**
 * RDP in JUnit Jupiter tests: {@link dev.rdplab.junitjupiter.RdpLab} starts a fake server or client,
 * {@link dev.rdplab.junitjupiter.RdpScenarios} runs a test over the catalogue, and
 * {@link dev.rdplab.junitjupiter.RdpAssertions} says what must have happened. Needs JUnit Jupiter 5.10 or later, 6 included.
 */
package dev.rdplab.junitjupiter;
