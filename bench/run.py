"""Runs every measurement in this folder and prints one table.

A measurement is a module with `run() -> list[tuple[str, str]]`: rows of what was measured and the figure with its unit.
Names on the command line choose among them: `python bench/run.py pdf letters`.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent


def load(path: Path) -> ModuleType:
    """Import the file at `path` as a module of its own."""
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measurements(names: list[str]) -> Iterator[tuple[str, ModuleType]]:
    """The modules of this folder that measure something: those named, or all."""
    for path in sorted(HERE.glob("*.py")):
        if path.name != Path(__file__).name and (not names or path.stem in names):
            module = load(path)
            if hasattr(module, "run"):
                yield path.stem, module


def main(names: list[str]) -> int:
    """Measure and print; 2 when nothing by these names measures anything."""
    table = Table(show_edge=False)
    for heading in ("part", "measured", "figure"):
        table.add_column(heading, justify="right" if heading == "figure" else "left")
    for name, module in measurements(names):
        for what, figure in module.run():
            table.add_row(name, what, figure)
    if not table.row_count:
        print(f"bench: nothing to measure by the name of {', '.join(names) or 'anything'}", file=sys.stderr)
        return 2
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
