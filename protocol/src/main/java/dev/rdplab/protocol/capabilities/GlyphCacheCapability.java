package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Glyph caches of the client, TS_GLYPHCACHE_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.8. 48 bytes.
 *
 * @param glyphCache ten caches
 * @param fragCache cache of glyph fragments
 * @param glyphSupportLevel 16 bits: 0 none, 1 partial, 2 full, 3 encode
 */
public record GlyphCacheCapability(
        List<CacheDefinition> glyphCache, CacheDefinition fragCache, int glyphSupportLevel, int pad2octets)
        implements CapabilitySet {

    private static final String NAME = "TS_GLYPHCACHE_CAPABILITYSET";
    private static final int CACHES = 10;

    public GlyphCacheCapability {
        glyphCache = List.copyOf(glyphCache);
        if (glyphCache.size() != CACHES) {
            throw new IllegalArgumentException(glyphCache.size() + " glyph caches instead of " + CACHES);
        }
    }

    /**
     * TS_CACHE_DEFINITION, [MS-RDPBCGR] 2.2.7.1.8.1. Four bytes.
     *
     * @param cacheEntries 16 bits
     * @param cacheMaximumCellSize bytes, 16 bits
     */
    public record CacheDefinition(int cacheEntries, int cacheMaximumCellSize) {

        private static final String NAME = "TS_CACHE_DEFINITION";

        private void encode(WireWriter out) {
            out.structure(NAME, w -> w.u16le("cacheEntries", cacheEntries)
                    .u16le("cacheMaximumCellSize", cacheMaximumCellSize));
        }

        private static CacheDefinition decode(WireReader reader) {
            var in = reader.as(NAME);
            return new CacheDefinition(in.u16le("cacheEntries"), in.u16le("cacheMaximumCellSize"));
        }
    }

    @Override
    public void encodeBody(WireWriter out) {
        glyphCache.forEach(cache -> cache.encode(out));
        fragCache.encode(out);
        out.structure(NAME, w -> w.u16le("glyphSupportLevel", glyphSupportLevel).u16le("pad2octets", pad2octets));
    }

    static GlyphCacheCapability decode(WireReader reader) {
        var caches = new ArrayList<CacheDefinition>();
        for (int i = 0; i < CACHES; i++) {
            caches.add(CacheDefinition.decode(reader));
        }
        var fragCache = CacheDefinition.decode(reader);
        var in = reader.as(NAME);
        return new GlyphCacheCapability(caches, fragCache, in.u16le("glyphSupportLevel"), in.u16le("pad2octets"));
    }
}
