/**
 * Share control and share data PDUs, the packets of T.128 that carry a session: capability exchange, finalization, error
 * and session information, [MS-RDPBCGR] 2.2.1.13 to 2.2.1.22, 2.2.2, 2.2.3, 2.2.5, 2.2.8.1.1 and 2.2.10. Everything here
 * begins where the security header ends, or where the MCS user data begins when there is none.
 */
package dev.rdplab.protocol.share;
