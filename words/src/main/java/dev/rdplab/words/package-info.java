/**
 * How values are written in scenario files, grids, faults, plans and on command lines: one grammar for durations, sizes, rates,
 * shares and whole numbers, and keys as data with type, bounds, default and meaning. It reads no files and knows nothing of RDP.
 */
package dev.rdplab.words;
