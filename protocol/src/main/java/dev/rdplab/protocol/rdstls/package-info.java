/**
 * RDSTLS, [MS-RDPBCGR] 2.2.17 and 5.4.5.3: how a client that was redirected shows inside TLS what it was given.
 */
package dev.rdplab.protocol.rdstls;
