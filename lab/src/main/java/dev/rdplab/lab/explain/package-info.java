/**
 * Puts together all that is known of a code or a pair of codes: its meaning in every space, what must have happened, and the
 * causes that show under it. Nothing known says so.
 */
package dev.rdplab.lab.explain;
