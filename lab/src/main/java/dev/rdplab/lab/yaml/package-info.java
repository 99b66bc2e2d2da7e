/** Reads YAML files into the nodes of {@code dev.rdplab.words}, which know their file, line and key. */
package dev.rdplab.lab.yaml;
