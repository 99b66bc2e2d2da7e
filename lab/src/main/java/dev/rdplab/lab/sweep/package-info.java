/**
 * Experiments: a {@link dev.rdplab.lab.sweep.Grid} says which settings take which values, {@link dev.rdplab.lab.sweep.Sweep} tries
 * every cell of it many times with a {@link dev.rdplab.lab.sweep.CellRunner}, and {@link dev.rdplab.lab.sweep.Findings} says what
 * the trials show and no more: intervals for shares, percentiles only where there are enough trials.
 */
package dev.rdplab.lab.sweep;
