package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.spnego.TokenTitle;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names of the KRB-ERRORs in a TSRequest of the server, such as {@code KRB_AP_ERR_SKEW}. */
final class KerberosErrors {

    private static final Pattern NAME = Pattern.compile("\\b(?:KRB_AP|KRB|KDC)_ERR_[A-Z_]+");

    private KerberosErrors() {}

    static List<String> in(TsRequest request) {
        return request.negoTokens().stream()
                .flatMap(token -> NAME.matcher(TokenTitle.ofRefusal(token)).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }
}
