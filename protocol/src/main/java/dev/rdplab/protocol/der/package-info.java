/**
 * The little of DER (ITU-T X.690) that CredSSP and SPNEGO need, read and written in place with named fields. Strict,
 * except that lengths may be written in the fixed two-octet form some clients use.
 */
package dev.rdplab.protocol.der;
