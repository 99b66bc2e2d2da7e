/**
 * The numbers that a failed connection leaves behind, by the space they belong to: what mstsc, FreeRDP and rdesktop show, and
 * what Set Error Info, RDP_NEG_FAILURE, TSRequest, TLS, licensing and MCS carry. The tables are the {@code .tsv} resources of
 * this package; every row keeps its source.
 */
package dev.rdplab.lab.codes;
