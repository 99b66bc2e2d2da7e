/**
 * Authentication against Microsoft Entra ID inside TLS, [MS-RDPBCGR] 2.2.18 and 5.4.5.4, with a tenant of the lab's own: its
 * keys are made from a seed and protect nothing.
 */
package dev.rdplab.protocol.rdsaad;
