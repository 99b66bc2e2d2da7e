/**
 * Verdicts about connections that were not ours: from a capture, and from several probes of one server. The rules stay in
 * {@code causes.yaml}; what is found here goes to them as observed words.
 */
package dev.rdplab.diagnosis;
