package dev.rdplab.lab.result;

import dev.rdplab.protocol.Stage;
import java.time.Duration;

/**
 * One stage of a connection.
 *
 * @param start since the client began its first attempt
 * @param bytesUp from the client to the server, on the socket
 * @param bytesDown from the server to the client
 */
public record StageTime(Stage stage, Duration start, Duration duration, long bytesUp, long bytesDown) {}
