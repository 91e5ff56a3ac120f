#!/bin/sh
# Some tests run the house as an ordinary user. Where root runs them and the Python lies in a folder of root's, they
# need Debian's. Install it where that is ours to do; elsewhere the tests look for one themselves, and say how to get it.
set -eu
[ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] || exit 0
command -v setpriv >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || exit 0
for python in /usr/bin/python3 /usr/local/bin/python3; do
  if setpriv --reuid=1 --regid=1 --clear-groups "$python" -c \
    'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exit 0; fi
done
echo "Installing Debian's Python for the tests as an ordinary user"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq </dev/null >/dev/null
apt-get install -qq -y --no-install-recommends python3 python3-venv </dev/null >/dev/null
