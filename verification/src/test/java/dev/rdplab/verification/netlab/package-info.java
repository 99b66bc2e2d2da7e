/**
 * Experiments of the lab over the kernel's real TCP and real tunnels, small enough for every build. What they need and a machine
 * lacks skips them with the reason; {@code RDPLAB_REQUIRE_REAL=1} says that nothing may be missing.
 */
package dev.rdplab.verification.netlab;
