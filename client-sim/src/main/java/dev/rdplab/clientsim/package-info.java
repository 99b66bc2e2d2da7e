/**
 * A fake RDP client. {@link dev.rdplab.clientsim.ClientProfile} shapes its messages and its retries after a real client;
 * {@link dev.rdplab.clientsim.RdpClient} runs the attempts and reports each.
 */
package dev.rdplab.clientsim;
