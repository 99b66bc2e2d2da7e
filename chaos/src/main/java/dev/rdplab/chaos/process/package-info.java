/**
 * What the system would keep when this process ends: programs it started, folders, and whatever else registers. All of it is
 * undone when the process ends, by a signal too; what a killed process left is found by the name of its {@link
 * dev.rdplab.chaos.process.Owner}.
 */
package dev.rdplab.chaos.process;
