/**
 * Kerberos for CredSSP: how a client authenticates with a ticket and how a server offers it, the lab's own KDC, the exchanges
 * that get tickets from any KDC, and the files other programs keep keys and tickets in. Nothing asks DNS, or a KDC that was not
 * named.
 */
package dev.rdplab.kerberos;
