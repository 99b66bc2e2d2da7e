/**
 * Misbehaviour as values: a {@link dev.rdplab.chaos.fault.Rule} is a {@link dev.rdplab.chaos.fault.Moment} and a
 * {@link dev.rdplab.chaos.fault.Fault}, and {@link dev.rdplab.chaos.fault.FaultInjector} rewrites the effects of one connection
 * when the moment has come. {@link dev.rdplab.chaos.fault.FaultKind} lists every fault with its word and its parameters as
 * data, for the reader of scenario files and for the help.
 */
package dev.rdplab.chaos.fault;
