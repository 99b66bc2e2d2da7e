/**
 * Standard RDP security, [MS-RDPBCGR] 5.3: the server's certificate, the exchange of the client's random number, the
 * keys made from it, and RC4 with its two kinds of MAC. Sessions are values: sealing or opening a packet gives the next
 * one. FIPS encryption (3DES) has a name here so that it can be refused, and is not implemented.
 */
package dev.rdplab.protocol.security;
