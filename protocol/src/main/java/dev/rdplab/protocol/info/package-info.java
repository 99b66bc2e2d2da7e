/**
 * The Client Info PDU, [MS-RDPBCGR] 2.2.1.11: who logs on, from where, in which time zone and with which effects. It is
 * the first PDU that standard RDP security encrypts, because it can hold a password.
 */
package dev.rdplab.protocol.info;
