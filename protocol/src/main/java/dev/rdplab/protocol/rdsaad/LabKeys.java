package dev.rdplab.protocol.rdsaad;

import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.security.RsaPublicKey;
import java.math.BigInteger;

/**
 * The keys of the lab's tenant and of its client, secret to nobody. They are those that {@link RsaKeyPair#generate} makes of the seeds
 * {@code Entra tenant} and {@code Entra client}, which takes seconds on a busy machine, in the middle of a handshake.
 */
final class LabKeys {

    private static final int HEX = 16;

    static final RsaKeyPair TENANT = key(
            "b7e1a2bd9dc6282983043ba3e773a496fc14f2a26067df817148d4c8d0fbc6a2cffad40f68992f960b08243d2d943d614811"
                    + "145e3e19ad5a3803ea519c84b69dbfd6fc72ec5874547b05a90908b04e971c646bc5437d36496f9f681185474d781917dbaf"
                    + "5f27617c1c3f1771c34c11d01371f1fad8c6e8538e5dffc446f44011e25462b1f337141328c1ead7e748d6bff96e72a23508"
                    + "7156e842c6f2e3bbe8cf3dc73a6f431de21bf3d3b365d3cc14840ee4946425cf26e82b01de7da74abb66cd063c0986101360"
                    + "c16f58452bed6d601799b19ee64b6a4cdc7f570d6599ddb5959bbe58cb4d3cd1f7e194b828ca63033050b8299a66c0adc370"
                    + "594165e6b28d",
            "5d5ec7823d2127b79c7d83c3407daa2fb8a4f2679d4861679b1c7e5fd22e66b8b99f061b24e3d413fe5a0dfcbaae3154ba81"
                    + "61b451183cbc390153f448e3e2cecb60e12381fb90666d697c61c7f5ae9270aa5546ff740f22cef944a0d0ea59de07efe36f"
                    + "7383cdae75b15bb83a90dfe2a65d0fa06e7ee1edbbb6e36ec910b18f069dbeca8e2d9320636e0c4b17461ec511f7aaaefb3c"
                    + "de8bd5332f7e1100177a440aca701a9fdf056ec838e4552b0a35d62ecc19f0a1fb9ff3c881e1134a9a7fb09af4d2cbcc02de"
                    + "d0813e3f1d9293c2dcceac4208c7055bed430f0cbcd05a6c045fb659d70cdedddf5fb6823a227725ae92879ed2e07b305bcd"
                    + "26bc645739c9");

    static final RsaKeyPair CLIENT = key(
            "ee26621d8ee8dfa39e69066006d406298363557dd04e8d933ae5d974f1fba8d05b4662173de79e454319e4cb07770192ee66"
                    + "ae610972cca93831d1cad47c196a7033ea36c1b6478d6caba4b5c52c148c8f17a5c12fe06d715e8f44243c535673f7086908"
                    + "b7f8d7fcd2b7dc2dae6846932fa236ae0ef179cbcd846d66154a75bc27b7f65f0ecbdf3d148317f26f6bb734b7c1de48f030"
                    + "6ae8bf34796f12c1eeb953f701af5bf5b6e37488f3cdd17172001653fc5925f2d0566d6a5257811f5a2cadcec81c0e00f113"
                    + "f446a27dc91194a41ba185d182157d4fb0623062091b97bc60edbadf15b8c4ca860aa0d6821669492e16fcacf826ae2570dd"
                    + "9a0bfe74ab57",
            "ce3a0edce9d45f55a0e7f1cd561c64f9adfd671afc380a01650f85afef9cae233fe7432a3d41459d54ee276269a47488784a"
                    + "12d795070493c545df1675cac1779a925a4ff08f9886af8433adf480a78ad09ef9bac16ae75b35377b1aa5e2c50ac6f15183"
                    + "6b4ce23cdd7cb9fe14f9d7a3bdac0b0dcf82eca5bfe2dd9978f671dc4218a45ffde536d5b29166b65d1ba105190beaef3a99"
                    + "16c01e30f1798b375eac595df47becb52ef6a5de849bbaf09c363f55d95b26f9ce8c0b169f1201dc6658c44aff5af7ebf7a3"
                    + "f055f92915c3da67a5d29a27675a47df0952ddf4cc1bc01b04835ae7f9ac781b67aa8425299fe62e04fe10bed0fcaafb97eb"
                    + "545f2e0b1481");

    private LabKeys() {}

    private static RsaKeyPair key(String modulus, String privateExponent) {
        return new RsaKeyPair(
                new RsaPublicKey(new BigInteger(modulus, HEX), BigInteger.valueOf(65537)),
                new BigInteger(privateExponent, HEX));
    }
}
