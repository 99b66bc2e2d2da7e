/** Getting tickets with a password or a keytab: the AS and TGS exchanges over UDP and TCP, blocking and bounded in time. */
package dev.rdplab.kerberos.client;
