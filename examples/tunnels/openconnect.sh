#!/bin/sh
# One end of a tunnel by OpenConnect and ocserv, port 443. `up` of vpns.yaml:
#   openconnect.sh dtls    the data in DTLS over UDP; `ready` waits until it is established
#   openconnect.sh tls     the data in the TLS connection alone: TCP inside TCP
#
# Certificate and password are made anew. The client's script sets an address and a route and nothing else: the vpnc-script of the
# distribution would change the machine's resolv.conf.
set -e
umask 077
own="$RDPLAB_DIR/$RDPLAB_END" key="$RDPLAB_DIR/key.pem" certificate="$RDPLAB_DIR/certificate.pem"
mkdir -p "$own"
cd "$own"
udp="udp-port = 443" options=
test "$1" = dtls || { udp="" options=--no-dtls; }
if test "$RDPLAB_END" = server; then
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$key" -out "$certificate" -days 2 -subj /CN=lab 2>/dev/null
  openssl rand -hex 16 >"$RDPLAB_DIR/password"
  { cat "$RDPLAB_DIR/password"; cat "$RDPLAB_DIR/password"; } | ocpasswd -c users lab >/dev/null
  cat >ocserv.conf <<END
auth = "plain[passwd=$own/users]"
listen-host = $RDPLAB_OUTER
tcp-port = 443
$udp
run-as-user = $(id -un)
run-as-group = $(id -gn)
socket-file = $own/socket
server-cert = $certificate
server-key = $key
isolate-workers = false
use-occtl = false
keepalive = 300
dpd = ${RDPLAB_KEEPALIVE:-60}
device = vpns
ipv4-network = 10.93.1.0
ipv4-netmask = 255.255.255.0
END
  ocserv -f -d 1 -c ocserv.conf & server=$!
  until ls socket* >/dev/null 2>&1; do kill -0 $server; sleep 0.05; done
  touch "$RDPLAB_DIR/up"
  wait $server
fi
until test -e "$RDPLAB_DIR/up"; do sleep 0.05; done
pin=$(openssl x509 -in "$certificate" -pubkey -noout | openssl pkey -pubin -outform der |
  openssl dgst -sha256 -binary | base64)
cat >script <<'END'
test "$reason" = connect || exit 0
ip addr add "$INTERNAL_IP4_ADDRESS/32" peer 10.93.1.1 dev "$TUNDEV"
ip link set "$TUNDEV" mtu "${RDPLAB_TUNNEL_MTU:-$INTERNAL_IP4_MTU}" up
END
openconnect $options --protocol anyconnect --user lab --passwd-on-stdin --servercert "pin-sha256:$pin" \
  --interface "$RDPLAB_DEVICE" --script "sh $own/script" ${RDPLAB_TUNNEL_MTU:+--mtu "$RDPLAB_TUNNEL_MTU"} \
  "https://$RDPLAB_OUTER_PEER" <"$RDPLAB_DIR/password" >log 2>&1 || { cat log; exit 1; }
