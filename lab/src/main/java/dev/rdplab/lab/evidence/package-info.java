/**
 * What a run leaves behind for a ticket: the result, the transcript, a capture, a page to look at and a file for CI systems.
 * {@link dev.rdplab.lab.evidence.Masking} goes over everything first: no password, no hash and nothing that a password could
 * be guessed from is written.
 */
package dev.rdplab.lab.evidence;
