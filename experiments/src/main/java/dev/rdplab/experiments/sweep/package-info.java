/**
 * Experiments: a {@link dev.rdplab.experiments.sweep.Grid} says which settings take which values, {@link dev.rdplab.experiments.sweep.Sweep} tries
 * every cell of it many times with a {@link dev.rdplab.experiments.sweep.CellRunner}, and {@link dev.rdplab.experiments.sweep.Findings} says what
 * the trials show and no more: intervals for shares, percentiles only where there are enough trials.
 */
package dev.rdplab.experiments.sweep;
