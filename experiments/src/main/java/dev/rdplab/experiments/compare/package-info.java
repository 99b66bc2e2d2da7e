/** Two results of the same experiment side by side: where they differ by more than chance gives. */
package dev.rdplab.experiments.compare;
