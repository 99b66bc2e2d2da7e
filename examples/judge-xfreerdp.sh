#!/bin/sh
# Judges xfreerdp by what it does with a server that misbehaves. Exit code 1 if it does anything unexpected.
set -eu
rdplab=${RDPLAB:-./rdplab}

# Its own expectations come with the lab. Another client: --client 'mine {host}:{port} ...' --expectations mine.yaml
"$rdplab" judge --program xfreerdp --jobs 4 --junit judge-xfreerdp.xml \
  --scenarios 'tls/server-key-unreadable,x224/closed-before-confirm-*,credssp/wrong-password,active/session-nla'
