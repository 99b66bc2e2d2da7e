package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;

/**
 * The last message on a connection.
 *
 * @param by null when there was none
 * @param end offset in the sender's stream behind it
 */
record LastMessage(Role by, String title, long nanos, long end) {

    static final LastMessage NONE = new LastMessage(null, "", 0, 0);
}
