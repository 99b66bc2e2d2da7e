package dev.rdplab.protocol.rdsaad;

import dev.rdplab.protocol.security.RsaKeyPair;
import java.math.BigInteger;

/**
 * The keys of the lab's tenant and of its client, secret to nobody. They are those that {@link RsaKeyPair#generate} makes of the seeds
 * {@code Entra tenant} and {@code Entra client}, which takes seconds on a busy machine, in the middle of a handshake.
 */
final class LabKeys {

    private static final int HEX = 16;

    static final RsaKeyPair TENANT = key(
            "e41e9ebbd5755f66b91f0a2a82c88b1f1e1900beac19b15d24ca280ef5ec55548fd7c17ea2db6e574d6b246d3b21fb5e1e38"
                    + "49194fcf93f26e1166960e8ce2438d3d6af53326a65a0806c5d1fd9587dcc79460d77ae41ac7df2d6e138a9923da5737197b"
                    + "6c6e06bdc551086e0866611086b5595c41c9dd5c358de12d0bca7bf3",
            "ce5ae5350d0ff6432de7e639050a39f8d35bbf791d1ca589b27e3b26d24cdf4be15c75bb9d5a164e6dd6a4ffb829d9623f98"
                    + "915256a32e91dc137d0bf194863516800448cc97001b0da8c5286c9098ed937d6c1927ab1537653de02d52378cf1744e6024"
                    + "164ee9310f16b9e87c250a45354674bf33f8470e7b261989f366377f");

    static final RsaKeyPair CLIENT = key(
            "fab9cad76c90a7b932f7293f0b14f5f7055aa1f293019b478be26898cc6c390ae0f87c7935256bf06dc4f3a13b976ecf6664"
                    + "1162e33e4b6da1fc5a8d08967d5c135279b2a0e346632419b26eede8fdbf5758cb33343554dd32c6aed04259f53dd9b9ec5a"
                    + "c6944e9e7449dfad99867f61a10adf6187e7f62d880595d0d5f03673",
            "f328de1ee6448184209828fb676ef10445fe6bebf47e57215bce224177b28d76c45c112f12be8ebd3c39175e2bb35e06a14d"
                    + "b4526cc29170f161821be0e7a96765ff92e0b24c94e507ebcb536d090c7c1d27e3db48be625c53f4642901cabee66ff8441b"
                    + "da6ae523c538ded31aa0bb253584b0d4ebe61b87e2073c1e47251a8d");

    private LabKeys() {}

    private static RsaKeyPair key(String p, String q) {
        return RsaKeyPair.ofPrimes(new BigInteger(p, HEX), new BigInteger(q, HEX));
    }
}
