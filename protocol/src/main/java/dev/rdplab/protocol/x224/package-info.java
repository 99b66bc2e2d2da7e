/**
 * The outermost layer: TPKT (RFC 1006, T.123) and X.224 class 0, with the security negotiation that rides in the connection
 * request and confirm. [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2. Every PDU here is a whole TPKT frame.
 */
package dev.rdplab.protocol.x224;
