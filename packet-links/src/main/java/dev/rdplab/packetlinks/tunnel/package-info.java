/**
 * Real VPN tunnels between the two ends of a packet link: the programs themselves run in the link's namespaces, and the link
 * impairs what they send. A further tunnel is one class that implements {@link dev.rdplab.packetlinks.tunnel.Tunnel}, with a
 * {@link dev.rdplab.packetlinks.tunnel.RunningTunnel} inside, and one line in {@link dev.rdplab.packetlinks.tunnel.Tunnels}.
 */
package dev.rdplab.packetlinks.tunnel;
