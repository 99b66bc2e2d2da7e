/**
 * Says what an ending means: which cause is likely, what to do, and what each real client would show. What is known stands in
 * {@code causes.yaml}, {@code predictions.yaml} and {@code pairs.yaml} beside this package; the code only compares.
 */
package dev.rdplab.lab.verdict;
