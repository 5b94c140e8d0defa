"""`sagsgang export FOLDER`: the whole public archive as Parquet files, with what the fields mean."""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, say

HELP = "write the whole public archive to a folder, as Parquet files with a data dictionary"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER, and where the pages are."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a new folder, or that of an earlier export")
    parser.add_argument("--site", type=_site, metavar="URL", help="put before addresses: https://…")


def run(arguments: argparse.Namespace) -> int:
    """0."""
    prepare_database()
    from sagsgang.web.archive.outputs.package import NotOurFolderError, export

    folder = arguments.folder.absolute()
    try:
        counts = export(folder, arguments.site or "")
    except NotOurFolderError as error:
        raise CommandError(
            f"{folder} holds something else than an earlier export; name a new or an empty folder"
        ) from error
    say(f"{counts['meetings']} meetings with {counts['items']} items are in {folder}")
    return 0


def _site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a site; write it as https://example.org")
    return text.rstrip("/")
