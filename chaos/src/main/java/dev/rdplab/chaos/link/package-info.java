/**
 * What lies between the two ends, as values, and the backends that make it: {@link dev.rdplab.chaos.link.DirectLink},
 * {@link dev.rdplab.chaos.link.ToxiproxyLink} with a real Toxiproxy or with the embedded one. All of it works on a stream of
 * bytes, above TCP: it delays, throttles, cuts and resets, and cannot lose a packet. What
 * {@link dev.rdplab.chaos.link.ModelledLoss} computes is labelled as modelled everywhere.
 */
package dev.rdplab.chaos.link;
