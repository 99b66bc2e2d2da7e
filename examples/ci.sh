#!/bin/sh
# All that a job of a CI system runs: no container, no service, no fixed port, nothing to clean up.
# Kept for its pages: target/surefire-reports, target/rdplab-evidence, judge-xfreerdp.xml.
set -eu

# The lab is a test dependency; each test starts and closes what it needs.
mvn -B -ntp test

# A client that is a program of its own; FreeRDP wants a display even to fail.
Xvfb -displayfd 3 -nolisten tcp 3>display >/dev/null 2>&1 &
trap 'kill $!' EXIT
until [ -s display ]; do sleep 0.1; done
DISPLAY=:$(cat display) ./judge-xfreerdp.sh
