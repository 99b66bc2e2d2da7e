/**
 * The Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2: four bytes that a server with HYBRID_EX sends when CredSSP
 * has ended, before MCS. They stand alone, without TPKT or length.
 */
package dev.rdplab.protocol.earlyauth;
