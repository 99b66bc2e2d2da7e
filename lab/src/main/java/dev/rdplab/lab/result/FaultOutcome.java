package dev.rdplab.lab.result;

/**
 * Whether a fault of a scenario was triggered.
 *
 * @param at the moment, as the scenario gives it
 * @param why why it was not triggered; empty when it was
 */
public record FaultOutcome(String at, boolean triggered, String why) {}
