/**
 * The capability sets of Demand Active and Confirm Active, [MS-RDPBCGR] 2.2.7, one record each. Padding is kept as it
 * came, because real servers leave stray memory in it and a recorded message must encode to its own bytes.
 */
package dev.rdplab.protocol.capabilities;
