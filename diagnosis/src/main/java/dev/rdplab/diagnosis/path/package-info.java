/** Measures what the settings of a tunnel depend on: segment sizes that pass, round trips, retransmissions, silence. */
package dev.rdplab.diagnosis.path;
