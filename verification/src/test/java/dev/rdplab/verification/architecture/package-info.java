/** Which way the arrows between the modules point, and what the protocol must not reach. */
package dev.rdplab.verification.architecture;
