/**
 * CredSSP, [MS-CSSP]: the TSRequest that carries everything, the binding to the server's TLS key, the delegated
 * credentials, and {@link dev.rdplab.protocol.credssp.Mechanism}, one side of the authentication inside.
 */
package dev.rdplab.protocol.credssp;
