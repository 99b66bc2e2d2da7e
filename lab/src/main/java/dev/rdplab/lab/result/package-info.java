/**
 * What came of a run: how each end saw it end, when each stage was, what real clients would show, the likely causes, and
 * whether it is what the scenario expects. {@code ResultJson} writes it in the form that {@code schema/result.schema.json}
 * describes.
 */
package dev.rdplab.lab.result;
