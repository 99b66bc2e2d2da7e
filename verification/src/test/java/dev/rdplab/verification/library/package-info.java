/**
 * The lab as a library: a project of somebody else's that has nothing but the published artifacts, and the documents whose
 * examples are that project's very files.
 */
package dev.rdplab.verification.library;
