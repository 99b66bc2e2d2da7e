/**
 * What a test needs of the machine beside Java: programs, rights, what a build made. {@link
 * dev.rdplab.testkit.needs.Needs} is the one place where a test says so, and {@link dev.rdplab.testkit.needs.Owned}
 * the one that ends what a test started.
 */
package dev.rdplab.testkit.needs;
