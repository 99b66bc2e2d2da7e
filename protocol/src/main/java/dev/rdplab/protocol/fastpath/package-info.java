/**
 * The short form of input and output that a session uses beside share data PDUs, [MS-RDPBCGR] 2.2.8.1.2 and 2.2.9.1.2. Only
 * the header is read: what a session draws and types is no part of a handshake.
 */
package dev.rdplab.protocol.fastpath;
