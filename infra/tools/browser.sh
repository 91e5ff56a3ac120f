#!/bin/sh
# The browser tests drive Debian's chromium. Install it where that is ours to do; elsewhere say how.
set -eu
for name in "${WEERZIEN_CHROMIUM:-chromium}" chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium for the browser tests"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null >/dev/null
  apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core </dev/null >/dev/null
  exit 0
fi
echo "No chromium: the browser tests will be skipped. To run them: apt-get install chromium" >&2
if [ "${CI:-}" = true ]; then
  echo "weerzien: with CI=true the browser tests must run" >&2
  exit 1
fi
