/**
 * TLS for both ends: settings as values, the three engines that can serve them, certificates made on the spot, and what an
 * engine's exception means in alerts. Engines differ in what they allow, so the one that fits is chosen by the settings
 * unless they name it.
 */
package dev.rdplab.transport.tls;
