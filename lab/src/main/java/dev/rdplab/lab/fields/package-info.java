/** The fields of PDUs for people: what a value means, and the fields inside authentication tokens. */
package dev.rdplab.lab.fields;
