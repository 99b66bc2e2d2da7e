#!/bin/sh
# One end of an IPsec tunnel by strongSwan: IKEv2 with a secret made anew, ESP in UDP port 4500. `up` of vpns.yaml.
#
# kernel-libipsec does ESP in the program and gives the device ipsec0, so it runs where the kernel has no ESP, too, and is
# slower than the kernel's. The device's MTU is 1400 unless the grid has `tunnel-mtu`.
set -e
umask 077
own="$RDPLAB_DIR/$RDPLAB_END" vici="unix://$RDPLAB_DIR/$RDPLAB_END/vici"
mkdir -p "$own"
if test "$RDPLAB_END" = server; then head -c 24 /dev/urandom | base64 >"$RDPLAB_DIR/secret"
else until test -e "$RDPLAB_DIR/up"; do sleep 0.05; done; fi
cat >"$own/strongswan.conf" <<END
charon-systemd {
  load = random nonce aes sha1 sha2 hmac kdf gmp kernel-libipsec kernel-netlink socket-default vici
  keep_alive = ${RDPLAB_KEEPALIVE:-20}s
  journal { default = -1 }
  filelog { stderr { default = 0 } }
  plugins { vici { socket = $vici } }
}
swanctl { load = }
END
cat >"$own/swanctl.conf" <<END
connections { lab {
  version = 2
  local_addrs = $RDPLAB_OUTER
  remote_addrs = $RDPLAB_OUTER_PEER
  proposals = aes128-sha256-modp2048
  encap = yes
  local { auth = psk
          id = $RDPLAB_OUTER }
  remote { auth = psk
           id = $RDPLAB_OUTER_PEER }
  children { lab {
    local_ts = $RDPLAB_INNER/32
    remote_ts = $RDPLAB_INNER_PEER/32
    esp_proposals = aes128-sha256
  } }
} }
secrets { ike { secret = "$(cat "$RDPLAB_DIR/secret")" } }
END
export STRONGSWAN_CONF="$own/strongswan.conf"
charon-systemd & charon=$!
until test -S "$own/vici"; do kill -0 $charon; sleep 0.05; done
ip addr add "$RDPLAB_INNER/32" dev "$RDPLAB_DEVICE"
ip link set "$RDPLAB_DEVICE" mtu "${RDPLAB_TUNNEL_MTU:-1400}"
swanctl --load-all --file "$own/swanctl.conf" --uri "$vici"
touch "$RDPLAB_DIR/up"
test "$RDPLAB_END" = server || swanctl --initiate --child lab --timeout 20 --uri "$vici"
wait $charon
