package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.spnego.TokenTitle;

/** What a TSRequest is about, when it has several fields. */
public final class TsRequestContent {

    private TsRequestContent() {}

    /**
     * The most telling part of a TSRequest: {@code errorCode}, the title of the token, {@code authInfo} or {@code pubKeyAuth}; empty
     * when there is none of them.
     */
    public static String title(TsRequest request) {
        if (request.errorCode().isPresent()) {
            return "errorCode";
        }
        if (!request.negoTokens().isEmpty()) {
            return TokenTitle.of(request.negoTokens().get(0));
        }
        if (request.authInfo().isPresent()) {
            return "authInfo";
        }
        return request.pubKeyAuth().isPresent() ? "pubKeyAuth" : "";
    }
}
