/**
 * Signs with a server's RSA key by the system's OpenSSL 3. Optional: {@code transport} finds it by {@link
 * java.util.ServiceLoader} and works without it. Needs JNA.
 */
package dev.rdplab.systemrsa;
