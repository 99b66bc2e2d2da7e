/* The least a server can do for a handshake, as a yardstick: a fixed X.224 answer and OpenSSL's TLS, one connection after
 * the other, no timeouts, no records of anything. It prints its port and serves until it is ended.
 *
 *   cc -O2 -o anchor anchor.c -lssl -lcrypto && ./anchor CERTIFICATE.pem KEY.pem
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { REQUEST = 19 };

/* TPKT 4 + X.224 7 + RDP_NEG_RSP 8: TLS selected. */
static const unsigned char confirm[19] = {3, 0, 0, 19, 14, 0xd0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 1, 0, 0, 0};

static void answer(SSL_CTX *context, int client) {
    unsigned char bytes[256];
    int on = 1, have = 0, got;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while (have < REQUEST && (got = read(client, bytes + have, REQUEST - have)) > 0) {
        have += got;
    }
    if (have < REQUEST || write(client, confirm, sizeof confirm) != sizeof confirm) {
        return;
    }
    SSL *tls = SSL_new(context);
    SSL_set_fd(tls, client);
    if (SSL_accept(tls) == 1) {
        while (SSL_read(tls, bytes, sizeof bytes) > 0) {
        }
    }
    SSL_free(tls);
}

int main(int count, char **words) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    signal(SIGPIPE, SIG_IGN);
    if (count != 3) {
        fprintf(stderr, "usage: anchor CERTIFICATE.pem KEY.pem\n");
        return 2;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context, 0);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (SSL_CTX_use_certificate_file(context, words[1], SSL_FILETYPE_PEM) != 1
            || SSL_CTX_use_PrivateKey_file(context, words[2], SSL_FILETYPE_PEM) != 1
            || bind(listener, (struct sockaddr *) &address, size) || listen(listener, 1024)
            || getsockname(listener, (struct sockaddr *) &address, &size)) {
        fprintf(stderr, "anchor: no certificate, key or port\n");
        return 3;
    }
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int client = accept(listener, 0, 0);
        if (client < 0) {
            return 1;
        }
        answer(context, client);
        close(client);
    }
}
