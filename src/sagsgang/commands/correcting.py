"""`sagsgang corrections FOLDER`: what persons put right, as cases for the reader's corpus."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sagsgang.commands.setup import prepare_database, say

HELP = "write what persons put right as cases for the reader's corpus: the source and what should be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a folder for one folder a document")
    parser.add_argument("--closed", action="store_true", help="also documents that hold something closed")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 when there is nothing to write."""
    prepare_database()
    from sagsgang.web.archive.corpus_cases import corpus_cases

    count = 0
    for case in corpus_cases(closed=arguments.closed):
        folder = arguments.folder / case.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"source{case.suffix}").write_bytes(case.data)
        (folder / "expected.json").write_text(
            json.dumps(case.expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        count += 1
    say(f"{count} cases written; look for closed or personal content before you pass them on")
    return 0 if count else 1
