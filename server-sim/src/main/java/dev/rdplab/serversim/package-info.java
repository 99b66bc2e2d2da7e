/** A fake RDP server. {@link dev.rdplab.serversim.RdpServer} listens and reports every finished connection. */
package dev.rdplab.serversim;
