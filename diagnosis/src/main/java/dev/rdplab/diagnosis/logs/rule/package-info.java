/** What a record proves, as data in {@code log-rules.yaml}. */
package dev.rdplab.diagnosis.logs.rule;
