/**
 * Setting up UDP transports beside the TCP connection over the message channel, [MS-RDPBCGR] 2.2.15. The PDUs begin where
 * the security header ends.
 */
package dev.rdplab.protocol.multitransport;
