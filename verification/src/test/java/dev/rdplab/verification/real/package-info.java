/**
 * Real RDP programs as referees: fixtures that start xrdp, FreeRDP 2 and 3, rdesktop, Toxiproxy and tshark on loopback
 * and stop them again. Each wait has a deadline, each program gets a home of its own that is deleted with it, and none
 * can reach a Kerberos server outside the lab. Each test says by
 * {@link dev.rdplab.testkit.needs.Needs} what it needs, and is left out whole where that is missing.
 */
package dev.rdplab.verification.real;
