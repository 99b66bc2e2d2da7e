/**
 * Logs beside a capture: Windows events and the text logs of other servers and clients, joined to the connections they
 * belong to. What a record proves is data, in {@code log-rules.yaml}.
 */
package dev.rdplab.diagnosis.logs;
