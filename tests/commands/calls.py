"""A call of the command line and what came of it; minutes and a recipe to call it with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

REFERAT = """Havnby Kommune
Referat

Byrådet

Mødedato: 4. marts 2025 kl. 17:00
Mødested: Rådhuset

Punkt 1: Ny svømmehal

Sagsfremstilling
Taget over bassinet er utæt og skal udskiftes.

Beslutning
Godkendt.

Punkt 2: Lukket: Køb af grund
"""
RECIPE = "Rør smør og sukker sammen. Bag kagen i en time ved jævn varme, og lad den køle af.\n"


class Outcome:
    """What a call gave: its exit status, the JSON objects on standard output, the lines on standard error."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    words = [argument if isinstance(argument, bytes) else str(argument) for argument in arguments]
    return subprocess.run(
        [sys.executable, "-m", "sagsgang", *words], capture_output=True, check=False, env={**os.environ, **environment}
    )


A_MILLION_ITEMS = "<html><body>" + "<h2>1. Ny sti</h2><p>Stien anlægges.</p>" * 1_000_000
"""Many minutes of work on any machine."""
