/**
 * The cost of answering a handshake, ours and that of real servers and clients, side by side in one run. Started by
 * {@code benchmarks/compare}; no test runs it, for a time is no property of a program alone.
 */
package dev.rdplab.verification.cost;
