/** Keytabs and ticket caches in MIT's file formats, which every Kerberos program of Unix reads. */
package dev.rdplab.kerberos.file;
