/**
 * Where a server, a link and a client meet: scenarios, their runs, verdicts and reports. What is known of codes, causes
 * and real clients is kept as data files beside the packages that read them.
 */
package dev.rdplab.lab;
