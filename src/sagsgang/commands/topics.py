"""`sagsgang topics FILE`: load the titles of KLE topics from a list that its user has."""

from __future__ import annotations

import argparse
from pathlib import Path

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, say
from sagsgang.danish.kle import topics_in

HELP = "load the titles of KLE topics from a list in the text form of OS2KLE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE."""
    parser.add_argument("file", metavar="FILE", type=Path, help="one topic a line: KLENummer='17.04.00':KLETitel='…'")


def run(arguments: argparse.Namespace) -> int:
    """0 when all lines were topics, 1 when some were not; the others are loaded all the same."""
    path: Path = arguments.file
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not in UTF-8; save it so and try again") from error
    listed = list(topics_in(lines))
    titles = {topic.number: topic.title for topic in listed if topic.number}
    bad = [topic.line for topic in listed if not topic.number]
    for line in bad:
        say(f"{path}: line {line} is no topic (KLENummer='17.04.00':KLETitel='…'); left out")
    if not titles:
        raise CommandError(f"{path} has no topics in the text form of OS2KLE; nothing was loaded")
    prepare_database()
    from sagsgang.web.archive import topics

    topics.keep(titles)
    say(f"{len(titles)} topics have their titles; {len(bad)} lines left out")
    return 1 if bad else 0
