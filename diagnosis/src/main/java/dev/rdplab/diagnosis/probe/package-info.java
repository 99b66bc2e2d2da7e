/** Looks at a real server with one polite connection: how far it comes, how long each stage takes, what the server shows. */
package dev.rdplab.diagnosis.probe;
