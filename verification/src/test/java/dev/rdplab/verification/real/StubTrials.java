package dev.rdplab.verification.real;

import static dev.rdplab.verification.real.SocketStub.readRecord;
import static dev.rdplab.verification.real.SocketStub.readTpkt;
import static dev.rdplab.verification.real.SocketStub.reset;
import static dev.rdplab.verification.real.SocketStub.silence;
import static dev.rdplab.verification.real.SocketStub.write;

import dev.rdplab.protocol.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Faults of a plain socket. */
final class StubTrials {

    private static final String MAKER = "socket stub";
    private static final String CONFIRM = "03000013 0ed00000123400 02000800 ";
    private static final String TLS = CONFIRM + "01000000";
    private static final String HYBRID = CONFIRM + "02000000";
    private static final String FAILURE = "03000013 0ed00000123400 03000800 ";

    private static final Set<String> CLOSES_BEFORE_CONFIRM =
            Set.of("server-without-credentials", "listener-behind-proxy-dead", "listener-full");
    private static final Set<String> NOT_RDP = Set.of("stray-bytes-in-tunnel", "another-service");
    private static final Set<String> CUTS_TLS = Set.of("private-key-unreadable", "middlebox-resets");

    private final List<BlindTrial> trials = new ArrayList<>();

    static List<BlindTrial> all() {
        var stub = new StubTrials();
        stub.beforeConfirm();
        stub.refusals();
        stub.tls();
        return stub.trials;
    }

    private void beforeConfirm() {
        add("accepts and closes", Set.of(Stage.CONNECT, Stage.X224), CLOSES_BEFORE_CONFIRM, socket -> {});
        add("accepts and resets", Set.of(Stage.CONNECT, Stage.X224), CLOSES_BEFORE_CONFIRM, SocketStub::reset);
        add("reads the request and closes", Set.of(Stage.X224), CLOSES_BEFORE_CONFIRM, SocketStub::readTpkt);
        add("reads the request and resets", Set.of(Stage.X224), CLOSES_BEFORE_CONFIRM, socket -> {
            readTpkt(socket);
            reset(socket);
        });
        add("half a confirm, then closes", Set.of(Stage.X224), CLOSES_BEFORE_CONFIRM, socket -> {
            readTpkt(socket);
            write(socket, HYBRID.replace(" ", "").substring(0, 18));
        });
        add("accepts and says nothing", Set.of(Stage.X224), Set.of("service-hung"), SocketStub::silence);
        add("half a confirm, then nothing", Set.of(Stage.X224), Set.of("answer-incomplete"), socket -> {
            readTpkt(socket);
            write(socket, HYBRID.replace(" ", "").substring(0, 18));
            silence(socket);
        });
        answers("a web server", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        answers("an SSH server", "SSH-2.0-OpenSSH_9.2p1\r\n");
        answers("a mail server", "220 mail.example ESMTP\r\n");
        answers("a VNC server", "RFB 003.008\n");
        answersHex("a TLS server", "15030100020246");
        answersHex("random bytes", "b1c7d05a93e80f4466a1");
        answersHex("a request instead of a confirm", "0300000b06e00000000000");
    }

    private void refusals() {
        var causes = List.of(
                "tls-required",
                "rdp-security-only",
                "no-certificate",
                "inconsistent-flags",
                "nla-required",
                "client-certificate-required");
        for (int code = 1; code <= causes.size(); code++) {
            var answer = FAILURE + "0" + code + "000000";
            add("failure code " + code, Set.of(Stage.X224), Set.of(causes.get(code - 1)), socket -> {
                readTpkt(socket);
                write(socket, answer);
                silence(socket);
            });
        }
    }

    private void tls() {
        for (var selected : List.of(TLS, HYBRID)) {
            String name = selected.equals(TLS) ? "TLS" : "NLA";
            afterHello(name + " confirmed, closes on the ClientHello", selected, CUTS_TLS, socket -> {});
            afterHello(name + " confirmed, resets on the ClientHello", selected, CUTS_TLS, SocketStub::reset);
        }
        add("confirms and resets at once", Set.of(Stage.TLS), CUTS_TLS, socket -> {
            readTpkt(socket);
            write(socket, HYBRID);
            socket.getInputStream().readNBytes(1); // the ClientHello has begun, so the confirm was read
            reset(socket);
        });
        afterHello("ClientHello swallowed", HYBRID, Set.of("path-mtu-black-hole", "service-hung"), SocketStub::silence);
        afterHello("half a record, then nothing", TLS, Set.of("answer-incomplete"), socket -> {
            write(socket, "1603030080 0200007c0303");
            silence(socket);
        });
        alert(40, "tls-mismatch");
        alert(70, "tls-mismatch");
        alert(71, "tls-mismatch");
        alert(86, "tls-mismatch");
        alert(80, "tls-internal-error");
        alert(10, "tls-alert-other");
        afterHello("text instead of a ServerHello", TLS, NOT_RDP, socket -> {
            socket.getOutputStream().write("500 internal error\r\n".getBytes(StandardCharsets.US_ASCII));
            silence(socket);
        });
    }

    private void alert(int number, String cause) {
        var record = "1503030002 02" + HexFormat.of().toHexDigits((byte) number);
        afterHello("alert " + number, HYBRID, Set.of(cause), socket -> write(socket, record));
    }

    private void afterHello(String fault, String confirm, Set<String> causes, SocketStub.Script then) {
        add(fault, Set.of(Stage.TLS), causes, socket -> {
            readTpkt(socket);
            write(socket, confirm);
            readRecord(socket);
            then.play(socket);
        });
    }

    private void answers(String what, String text) {
        answersHex(what, HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void answersHex(String what, String hex) {
        add("the port is that of " + what, Set.of(Stage.X224), NOT_RDP, socket -> {
            readTpkt(socket);
            write(socket, hex);
            silence(socket);
        });
    }

    private void add(String fault, Set<Stage> stages, Set<String> causes, SocketStub.Script script) {
        trials.add(new BlindTrial(MAKER, fault, stages, causes, () -> {
            try (var stub = SocketStub.of(script)) {
                return BlindTrial.probe(stub.port());
            }
        }));
    }
}
