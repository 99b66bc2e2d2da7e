/**
 * Measuring the network over the message channel, [MS-RDPBCGR] 2.2.14, and the heartbeat of the same channel, 2.2.16. The
 * PDUs begin where the security header ends, whose flags say which kind follows.
 */
package dev.rdplab.protocol.autodetect;
