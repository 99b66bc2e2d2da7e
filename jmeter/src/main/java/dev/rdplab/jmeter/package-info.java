/**
 * Handshakes as samples of Apache JMeter, for those whose load needs more than one machine.
 * {@link dev.rdplab.jmeter.RdpHandshakeSampler} is what JMeter calls; the jar that is dropped into JMeter's {@code lib/ext} brings
 * all that it needs under names of its own.
 */
package dev.rdplab.jmeter;
