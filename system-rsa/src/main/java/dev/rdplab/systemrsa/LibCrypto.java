package dev.rdplab.systemrsa;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;

/** The few functions of the system's OpenSSL 3 that make an RSA signature. 64-bit only: {@code long} stands for size_t. */
final class LibCrypto {

    static final int RSA_NO_PADDING = 3;
    static final int RSA_PKCS1_PSS_PADDING = 6;

    /** A salt as long as the digest, as TLS wants it. */
    static final int RSA_PSS_SALTLEN_DIGEST = -1;

    /** dlopen keeps its names private; BoringSSL has the same ones. */
    private static final int RTLD_NOW = 2;

    static {
        if (Native.POINTER_SIZE != 8) {
            throw new UnsatisfiedLinkError("OpenSSL is used on 64-bit systems");
        }
        var options = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW);
        Native.register(LibCrypto.class, NativeLibrary.getInstance("libcrypto.so.3", options));
    }

    private LibCrypto() {}

    static native Pointer d2i_AutoPrivateKey(Pointer key, PointerByReference der, NativeLong length);

    static native void EVP_PKEY_free(Pointer key);

    static native Pointer EVP_get_digestbyname(String name);

    static native Pointer EVP_MD_CTX_new();

    static native void EVP_MD_CTX_free(Pointer context);

    static native int EVP_DigestSignInit(
            Pointer context, PointerByReference parameters, Pointer digest, Pointer engine, Pointer key);

    static native int EVP_DigestSign(Pointer context, byte[] signature, long[] size, byte[] message, long length);

    static native Pointer EVP_PKEY_CTX_new(Pointer key, Pointer engine);

    static native void EVP_PKEY_CTX_free(Pointer context);

    static native int EVP_PKEY_CTX_set_rsa_padding(Pointer context, int padding);

    static native int EVP_PKEY_CTX_set_rsa_pss_saltlen(Pointer context, int length);

    static native int EVP_PKEY_decrypt_init(Pointer context);

    static native int EVP_PKEY_decrypt(Pointer context, byte[] plain, long[] size, byte[] sealed, long length);
}
