/** What a download holds beside its jars: manual pages, completion, and the script that collects logs. Part of the build only. */
package dev.rdplab.dist;
