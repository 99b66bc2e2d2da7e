package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.protocol.EncKdcRepPart;
import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.EtypeInfo2Entry;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcRep;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KdcReqBody;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.PaEncTimestamp;
import dev.rdplab.kerberos.protocol.PasswordKey;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The client's side of the AS exchange, RFC 4120 section 3.1: asks without proof first, as everybody does. */
final class AsExchange {

    /** PBKDF2 rounds that a KDC may demand; 4096 is usual. */
    private static final long MAX_ITERATIONS = 1_000_000;

    private final KdcClient client;
    private final Principal who;
    private final LongTermKey secret;

    AsExchange(KdcClient client, Principal who, LongTermKey secret) {
        this.client = client;
        this.who = who;
        this.secret = secret;
    }

    TicketOutcome run(KdcChannel channel) throws IOException {
        var types = client.settings().types().orElseGet(() -> secret.types(who));
        if (types.isEmpty()) {
            return KdcFailure.local("the keytab has no usable key for " + who);
        }
        var body = body(types);
        Bytes answer = channel.ask(new KdcReq(Step.AS, Optional.empty(), body).toBytes());
        if (!KdcClient.isError(answer)) {
            return open(KdcRep.decode(Step.AS, answer), body, List.of());
        }
        var error = KrbError.decode(answer);
        if (!error.code().equals(KrbErrorCode.KDC_ERR_PREAUTH_REQUIRED)) {
            return failure(error);
        }
        client.follow(error.stime());
        var demanded = error.eData().map(PaData::decodeMethodData).orElse(List.of());
        var key = key(types, demanded);
        if (key.isEmpty()) {
            return new KdcFailure(
                    Step.AS,
                    Optional.of(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP),
                    Optional.empty(),
                    "no encryption type in common with the KDC");
        }
        var proved = new KdcReq(Step.AS, Optional.of(List.of(timestamp(key.get()))), body);
        Bytes second = channel.ask(proved.toBytes());
        return KdcClient.isError(second)
                ? failure(KrbError.decode(second))
                : open(KdcRep.decode(Step.AS, second), body, demanded);
    }

    private KdcReqBody body(List<EncryptionType> types) {
        return new KdcReqBody(
                KdcReqBody.FORWARDABLE,
                Optional.of(who.name()),
                who.realm(),
                Optional.of(PrincipalName.krbtgt(who.realm())),
                Optional.empty(),
                client.now().truncatedTo(ChronoUnit.SECONDS).plus(10, ChronoUnit.HOURS),
                Optional.empty(),
                nonce(client),
                types.stream().map(EncryptionType::number).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** 31 bits: some KDCs read the field as signed. */
    static long nonce(KdcClient client) {
        Bytes random = client.settings().nonces().next("KDC-REQ nonce", 4);
        return WireReader.of(random, Stage.CONNECT, "nonce").u32be("nonce") & 0x7fff_ffff;
    }

    private Optional<EncryptionKey> key(List<EncryptionType> types, List<PaData> demanded) {
        for (var entry : etypeInfo(demanded)) {
            var type = new EncryptionType(entry.etype());
            if (types.contains(type) && type.isSupported()) {
                return secret.key(who, type, entry.salt().orElse(who.salt()), iterations(entry));
            }
        }
        return types.stream()
                .filter(EncryptionType::isSupported)
                .findFirst()
                .filter(type -> etypeInfo(demanded).isEmpty())
                .flatMap(type -> secret.key(who, type, who.salt(), PasswordKey.DEFAULT_ITERATIONS));
    }

    private static List<EtypeInfo2Entry> etypeInfo(List<PaData> demanded) {
        return demanded.stream()
                .filter(data -> data.type() == PaData.ETYPE_INFO2)
                .findFirst()
                .map(data -> EtypeInfo2Entry.decode(data.value()))
                .orElse(List.of());
    }

    private static int iterations(EtypeInfo2Entry entry) {
        if (entry.s2kparams().isEmpty()) {
            return PasswordKey.DEFAULT_ITERATIONS;
        }
        var in = WireReader.of(entry.s2kparams().get(), Stage.CONNECT, "ETYPE-INFO2-ENTRY");
        long count = in.u32be("s2kparams");
        if (count < 1 || count > MAX_ITERATIONS) {
            throw in.violation(
                    "s2kparams", Problem.LENGTH_OUT_OF_BOUNDS, count + " iterations, 1 to " + MAX_ITERATIONS);
        }
        return (int) count;
    }

    private PaData timestamp(EncryptionKey key) {
        Instant now = client.now();
        var time = new PaEncTimestamp(now.truncatedTo(ChronoUnit.SECONDS), Optional.of(now.getNano() / 1000));
        Bytes confounder = client.settings().nonces().next("confounder", EncryptionKey.CONFOUNDER);
        return new PaData(
                PaData.ENC_TIMESTAMP,
                key.seal(KeyUsage.AS_REQ_TIMESTAMP, confounder, time.toBytes()).toBytes());
    }

    private TicketOutcome open(KdcRep reply, KdcReqBody body, List<PaData> demanded) {
        var type = reply.encPart().type();
        var info = reply.padata().orElse(demanded);
        var key = key(List.of(type), info);
        var part = key.flatMap(k -> k.decrypt(KeyUsage.AS_REP, reply.encPart().cipher()));
        if (part.isEmpty()) {
            // a KDC that demands no pre-authentication leaves it to the client to notice a wrong password
            return new KdcFailure(
                    Step.AS,
                    Optional.of(KrbErrorCode.KRB_AP_ERR_BAD_INTEGRITY),
                    Optional.empty(),
                    "the KDC's answer does not open with this password or key");
        }
        var told = EncKdcRepPart.decode(part.get());
        expectNonce(told, body);
        client.follow(told.authtime());
        return KdcClient.ticket(new Principal(reply.cname(), reply.crealm()), reply.ticket(), told);
    }

    static void expectNonce(EncKdcRepPart told, KdcReqBody body) {
        if ((told.nonce() & 0xffff_ffffL) != body.nonce()) {
            throw new ProtocolViolationException(
                    Stage.CONNECT, "EncKDCRepPart", "nonce", -1, Problem.INCONSISTENT, "it answers another request");
        }
    }

    private KdcFailure failure(KrbError error) {
        return client.failure(Step.AS, error, "for " + who);
    }
}
