/**
 * The multipoint communication service as RDP uses it, ITU-T T.125: Connect-Initial and Connect-Response in BER, the domain
 * PDUs in aligned PER. [MS-RDPBCGR] 2.2.1.3 to 2.2.1.9. Every PDU here is a whole frame: TPKT, X.224 data header, MCS.
 */
package dev.rdplab.protocol.mcs;
