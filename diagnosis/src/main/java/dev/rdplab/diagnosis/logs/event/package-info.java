/**
 * Windows events, read from XML, from the JSON of {@code evtx_dump} and EvtxECmd, and from {@code .evtx} itself
 * ([MS-EVEN6] 2.2.12 to 2.2.17). Only ids and named data are read, never the localized message.
 */
package dev.rdplab.diagnosis.logs.event;
