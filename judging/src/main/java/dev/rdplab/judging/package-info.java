/**
 * Judges other clients: starts the program once for every scenario against the fake server, and compares its exit
 * code, its output and its connections with what is expected of it. After the manner of BoringSSL's BoGo: a file beside the
 * program says what it is known to do otherwise, each with the reason.
 */
package dev.rdplab.judging;
