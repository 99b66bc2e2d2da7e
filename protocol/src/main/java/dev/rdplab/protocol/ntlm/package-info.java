/**
 * NTLM version 2, [MS-NLMP]: the three messages, the keys that follow from them, the sealing of data, and both sides as
 * {@link dev.rdplab.protocol.credssp.Mechanism}. Version 1 is read but never accepted.
 */
package dev.rdplab.protocol.ntlm;
