/**
 * Kerberos as CredSSP uses it: the messages of RFC 4120, the encryption of RFC 3961 and 3962, and both sides of the GSS
 * mechanism of RFC 4121 as {@link dev.rdplab.protocol.credssp.Mechanism}. Tickets, keys, the time and random numbers come
 * from outside; nothing here asks a KDC.
 */
package dev.rdplab.kerberos.protocol;
