/**
 * Steers a running lab server from any language: HTTP with JSON, described by {@code openapi.yaml}. Listens on the
 * loopback address unless told; elsewhere a token is required. Every body, stream and time is bounded.
 */
package dev.rdplab.console;
