/**
 * Load on the user's own server: handshakes that begin at their times whether or not those before have ended, and how long each stage
 * of them took. Latency counts from the moment a handshake was meant to begin, so a server that falls behind is seen to.
 */
package dev.rdplab.experiments.load;
