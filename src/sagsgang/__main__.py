"""`python -m sagsgang` is the command `sagsgang`."""

from __future__ import annotations

import sys

from sagsgang.cli import main

if __name__ == "__main__":
    sys.exit(main())
