"""`sagsgang search WORDS…`: ranked hits with snippets."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from typing import TYPE_CHECKING, Any

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, prepare_index
from sagsgang.model import Outcome

if TYPE_CHECKING:
    from sagsgang.web.archive.search.snippets import Piece
    from sagsgang.web.archive.selectors.search import FoundItem, Results

HELP = "find agenda items; ranked, with the place in the text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """WORDS… and the filters."""
    parser.add_argument(
        "words", metavar="WORDS", nargs="+", help='words, "a phrase", -without, beginning*, udfald:udsat'
    )
    parser.add_argument("--body", default="", metavar="B", help="only of this council or committee")
    parser.add_argument("--municipality", default="", metavar="M", help="only of this municipality")
    parser.add_argument("--from", dest="since", type=_date, metavar="D", help="not before this day (2025-08-13)")
    parser.add_argument("--to", dest="until", type=_date, metavar="D", help="not after this day")
    parser.add_argument("--outcome", default="", metavar="O", choices=[outcome.value for outcome in Outcome],
                        help="only decided so: " + ", ".join(outcome.value for outcome in Outcome))  # fmt: skip
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many hits at most (20)")
    parser.add_argument("--json", action="store_true", help="one JSON object for scripts")


def run(arguments: argparse.Namespace) -> int:
    """0 when something was found, 1 when nothing was."""
    prepare_database()
    prepare_index(only_to_read=True)
    from sagsgang.web.archive.search.engine import IndexUnusableError
    from sagsgang.web.archive.search.filters import Filters
    from sagsgang.web.archive.search.questions import understand
    from sagsgang.web.archive.selectors import search as finding

    filters = finding.filters_from(
        municipalities=[arguments.municipality],
        bodies=[arguments.body],
        outcomes=[arguments.outcome],
        since=arguments.since,
        until=arguments.until,
    )
    words = " ".join(arguments.words)
    question = understand(words)
    if not question.wanted and question.only == filters == Filters():
        raise CommandError(f"there is no word to search for in {words[:60]!r}; write at least one", status=2)
    try:
        results = finding.search(words, filters, size=min(max(arguments.limit, 1), 1000))
    except IndexUnusableError as error:
        raise CommandError(f"the search index cannot be used: {error}; run `sagsgang reindex`") from error
    if arguments.json:
        print(json.dumps(_as_json(results), ensure_ascii=False))
    else:
        _print(results)
    for misunderstood in question.misunderstood:
        print(f"sagsgang: {misunderstood} was not understood and left out", file=sys.stderr)
    return 0 if results.count else 1


def _as_json(results: Results) -> dict[str, Any]:
    return {"count": results.count, "hits": [_hit(found) for found in results.found]}


def _hit(found: FoundItem) -> dict[str, Any]:
    item, meeting = found.item, found.item.meeting
    body = meeting.body
    return {
        "municipality": body.municipality.name or None,
        "body": body.name or None,
        "date": meeting.date.isoformat() if meeting.date else None,
        "document": meeting.kind,
        "number": item.number or None,
        "title": item.title or None,
        "open": item.is_open,
        "kind": item.kind,
        "outcomes": item.outcomes,
        "snippet": "".join(piece.text for piece in found.snippet),
        "score": round(found.score, 4),
        "address": f"/{body.municipality.slug}/{body.slug}/{meeting.slug}/{item.slug}",
    }


def _print(results: Results) -> None:
    for found in results.found:
        hit = _hit(found)
        where = ", ".join(part for part in (hit["municipality"], hit["body"], hit["date"]) if part)
        outcomes = f" [{', '.join(item for item in hit['outcomes'])}]" if hit["outcomes"] else ""
        print(f"{where or 'unknown meeting'}: {hit['number'] or '-'} {_shown(found.title) or '-'}{outcomes}")
        print(f"    {_shown(found.snippet)}")
        print(f"    {hit['address']}")
    if not results.count:
        print("sagsgang: nothing found; try fewer words, or the beginning of one: skole*", file=sys.stderr)
    elif results.count > len(results.found):
        print(f"sagsgang: {len(results.found)} of {results.count} shown", file=sys.stderr)
    if results.loosely:
        print("sagsgang: hardly any item has all the words; others have some, or words like them", file=sys.stderr)
    if results.suggestion:
        print(f"sagsgang: did you mean: {results.suggestion}", file=sys.stderr)


def _shown(pieces: tuple[Piece, ...]) -> str:
    """The text, the words that were asked for in bold on a terminal."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    return "".join(f"{bold}{piece.text}{plain}" if piece.marked else piece.text for piece in pieces).strip()


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2025-08-13") from error
