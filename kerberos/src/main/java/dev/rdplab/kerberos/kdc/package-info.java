/**
 * A KDC in the process, RFC 4120: the realm and its decisions as values, and a loopback port that can be slow, silent or
 * deaf on UDP. The same realm, clock and nonces give the same bytes.
 */
package dev.rdplab.kerberos.kdc;
