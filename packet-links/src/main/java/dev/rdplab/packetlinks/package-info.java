/**
 * Links that carry real IP packets: two network namespaces with the kernel's own TCP at both ends, and a path between them
 * that loses, delays, reorders, repeats, damages, throttles or refuses packets. {@link dev.rdplab.packetlinks.TunLink} is
 * made by this process, {@link dev.rdplab.packetlinks.NetemLink} by the kernel. What happens to a packet is a function of
 * (seed, direction, index), see {@link dev.rdplab.packetlinks.PacketFate}.
 */
package dev.rdplab.packetlinks;
