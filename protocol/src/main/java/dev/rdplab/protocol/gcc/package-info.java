/**
 * The generic conference control of ITU-T T.124 that rides in the MCS connect PDUs, and the settings blocks inside it,
 * [MS-RDPBCGR] 2.2.1.3 and 2.2.1.4. {@link dev.rdplab.protocol.gcc.ClientMcsConnectInitial} and
 * {@link dev.rdplab.protocol.gcc.ServerMcsConnectResponse} hold all layers of their PDU at once. Blocks that are not known here are
 * kept as bytes.
 */
package dev.rdplab.protocol.gcc;
