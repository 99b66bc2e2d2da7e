/** Text logs of other servers, clients and KDCs. */
package dev.rdplab.diagnosis.logs.text;
