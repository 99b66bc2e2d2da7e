/**
 * Reading and writing fields. Every field carries its name in the specification, so that a wrong value is reported, an
 * annotated dump is printed and a fault is aimed by the same word.
 */
package dev.rdplab.protocol.wire;
