package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.EncryptedData;
import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.EtypeInfo2Entry;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcRep;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.PaEncTimestamp;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The AS exchange, RFC 4120 section 3.1, with an encrypted timestamp as pre-authentication. */
record AsAnswer(Kdc kdc, KdcReq request, Instant now) {

    Bytes toBytes() {
        var body = request.reqBody();
        var service = body.sname().orElse(PrincipalName.krbtgt(kdc.realm().name()));
        if (!body.realm().equals(kdc.realm().name())) {
            throw new Refusal(KrbErrorCode.KDC_ERR_WRONG_REALM, service);
        }
        var client = body.cname()
                .flatMap(kdc.realm()::find)
                .orElseThrow(() -> new Refusal(KrbErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN, service));
        refuseUnlessEnabled(client, service);
        var target = kdc.realm()
                .find(service)
                .orElseThrow(() -> new Refusal(KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN, service));
        var key = sharedKey(client, service);
        preAuthenticate(client, key, service);
        var issue = Issue.of(
                kdc, body, client.principal(), service, Issue.INITIAL | Issue.PRE_AUTHENT, now, now, Instant.MAX);
        var ticket = issue.ticket(target.keys().get(0), Optional.of(target.kvno()));
        var sealed =
                key.seal(KeyUsage.AS_REP, issue.confounder(), issue.forClient().toBytes(true));
        return new KdcRep(
                        Step.AS,
                        Optional.of(List.of(etypeInfo(client, List.of(key)))),
                        client.principal().realm(),
                        client.principal().name(),
                        ticket,
                        sealed.withKvno(client.kvno()))
                .toBytes();
    }

    private static void refuseUnlessEnabled(RealmPrincipal client, PrincipalName service) {
        switch (client.state()) {
            case ENABLED -> {}
            case LOCKED_OR_DISABLED -> throw new Refusal(KrbErrorCode.KDC_ERR_CLIENT_REVOKED, service);
            case EXPIRED -> throw new Refusal(KrbErrorCode.KDC_ERR_NAME_EXP, service);
            case PASSWORD_EXPIRED -> throw new Refusal(KrbErrorCode.KDC_ERR_KEY_EXPIRED, service);
        }
    }

    /** The client's first type for which it has a key. */
    private EncryptionKey sharedKey(RealmPrincipal client, PrincipalName service) {
        return request.reqBody().etype().stream()
                .map(EncryptionType::new)
                .flatMap(type -> client.key(type).stream())
                .findFirst()
                .orElseThrow(() -> new Refusal(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP, service));
    }

    private void preAuthenticate(RealmPrincipal client, EncryptionKey preferred, PrincipalName service) {
        var proof = request.padata().orElse(List.of()).stream()
                .filter(data -> data.type() == PaData.ENC_TIMESTAMP)
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(KrbErrorCode.KDC_ERR_PREAUTH_REQUIRED, service, demanded(client, preferred)));
        var sealed = EncryptedData.decode(proof.value());
        var opened = client.key(sealed.type())
                .flatMap(key -> key.decrypt(KeyUsage.AS_REQ_TIMESTAMP, sealed.cipher()))
                .orElseThrow(
                        () -> new Refusal(KrbErrorCode.KDC_ERR_PREAUTH_FAILED, service, demanded(client, preferred)));
        var time = PaEncTimestamp.decode(opened).time();
        if (Duration.between(time, now).abs().compareTo(kdc.realm().skew()) > 0) {
            throw new Refusal(KrbErrorCode.KRB_AP_ERR_SKEW, service);
        }
    }

    private Bytes demanded(RealmPrincipal client, EncryptionKey preferred) {
        return PaData.methodData(
                List.of(etypeInfo(client, List.of(preferred)), new PaData(PaData.ENC_TIMESTAMP, Bytes.EMPTY)));
    }

    private static PaData etypeInfo(RealmPrincipal client, List<EncryptionKey> keys) {
        var entries = keys.stream()
                .map(key -> new EtypeInfo2Entry(key.type().number(), client.salt(), Optional.empty()))
                .toList();
        return new PaData(PaData.ETYPE_INFO2, EtypeInfo2Entry.encode(entries));
    }
}
