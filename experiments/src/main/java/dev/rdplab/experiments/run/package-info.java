/**
 * The two simulators of a sweep on the link that a cell names: real packets, modelled ones in virtual time, Toxiproxy.
 * {@link dev.rdplab.experiments.run.SimulatorCells} runs the cells of a grid.
 */
package dev.rdplab.experiments.run;
