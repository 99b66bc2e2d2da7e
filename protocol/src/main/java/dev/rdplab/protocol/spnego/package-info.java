/**
 * SPNEGO, RFC 4178 and [MS-SPNG]: the negotiation around NTLM and Kerberos, both sides of it as
 * {@link dev.rdplab.protocol.credssp.Mechanism}, and what any authentication token is called.
 */
package dev.rdplab.protocol.spnego;
