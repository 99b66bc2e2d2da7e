/**
 * Packs what the launcher puts on the class path so that Java starts fast with it: few jars instead of many, none of them
 * signed, native libraries beside them. Part of the build only; nothing of it is published or on a class path.
 */
package dev.rdplab.faststart;
