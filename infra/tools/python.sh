#!/bin/sh
# Find a Python of at least 3.11 and let it prepare .venv: infra/tools/python.sh app|dev
set -eu
cd "$(dirname "$0")/../.."

try() {
  command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if try "$python"; then
    exec "$python" -I infra/tools/venv.py "$1"
  fi
done
echo "weerzien: no Python 3.11 or newer found; install it (Debian: apt-get install python3 python3-venv), or name it: make up PYTHON=/path/to/python3.11" >&2
exit 1
