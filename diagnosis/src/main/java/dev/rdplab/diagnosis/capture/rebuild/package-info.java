/**
 * From the bytes of one captured connection to two transcripts and their endings: which stage each end reached, which PDU was
 * the last each way, who ended it and how. What is encrypted and cannot be opened is told by the lengths of records, and
 * marked as inferred.
 */
package dev.rdplab.diagnosis.capture.rebuild;
