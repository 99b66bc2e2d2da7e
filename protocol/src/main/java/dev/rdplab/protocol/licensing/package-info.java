/**
 * Licensing, [MS-RDPELE]: the messages of both sides, and the keys that protect them. A server may end it at once with
 * {@link dev.rdplab.protocol.licensing.LicenseError#VALID_CLIENT}, or ask, challenge and issue a licence. Messages stand
 * behind a security header with {@code SEC_LICENSE_PKT}.
 */
package dev.rdplab.protocol.licensing;
