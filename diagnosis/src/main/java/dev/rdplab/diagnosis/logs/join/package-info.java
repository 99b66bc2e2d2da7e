/** Brings records to the connections they belong to: by address and port, by ActivityID, else by time. */
package dev.rdplab.diagnosis.logs.join;
