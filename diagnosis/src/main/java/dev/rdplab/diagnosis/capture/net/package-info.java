/**
 * From a packet to TCP segments: Ethernet with VLAN tags, raw IP, Linux cooked, BSD loopback, IPv4 and IPv6; and the PDUs of
 * link type 252. Only headers are read here. A packet that contradicts itself becomes a note.
 */
package dev.rdplab.diagnosis.capture.net;
