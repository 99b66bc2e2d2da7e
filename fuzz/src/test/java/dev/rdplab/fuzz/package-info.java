/** Fuzz targets: each takes any bytes and throws only where the project has a defect. Run by Jazzer, and by a test over their seeds. */
package dev.rdplab.fuzz;
