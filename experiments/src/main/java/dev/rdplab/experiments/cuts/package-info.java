/**
 * Cuts a handshake after every byte and maps how the client sees each cut end. {@link dev.rdplab.experiments.cuts.Cuts} does it on
 * real sockets; {@link dev.rdplab.experiments.cuts.CutMap} is the outcome as a value, with the bytes in order on one axis.
 */
package dev.rdplab.experiments.cuts;
