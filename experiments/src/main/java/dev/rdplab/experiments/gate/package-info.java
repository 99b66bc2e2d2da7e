/** Conditions under which a sweep fails a build. */
package dev.rdplab.experiments.gate;
