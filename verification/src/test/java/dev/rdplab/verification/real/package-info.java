/**
 * Real RDP programs as referees: fixtures that start xrdp, FreeRDP 2 and 3, rdesktop, Toxiproxy and tshark on loopback
 * and stop them again. Each wait has a deadline, each program gets a home of its own that is deleted with it, and none
 * can reach a Kerberos server outside the lab. A missing program skips a test, or fails it where
 * {@code RDPLAB_REQUIRE_REAL=1} says that nothing may be missing.
 */
package dev.rdplab.verification.real;
