"""Pages whose text runs on in one line, labels and all, as some programs give the text of a PDF.

`3 52. Budget 2011 Dok.nr.: 21007 Sagsid.: 10/9920 Åben sag Sagsfremstilling Byrådet vedtog …` is set on lines of its
own
wherever a label, an item's number or a labelled fact begins. Only where no label of the document stands on a line of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from sagsgang.reading.extracted import Extract, Line, Shape
from sagsgang.reading.vocabulary import Vocabulary

_LONG = 200
_FEW_PAGES = 3
_NEVER_CAPITAL = "Sagsfremstilling|Indstilling|Beslutninger|Beslutning|Resumé|Resume"
"""Labels whose words stand with a small letter wherever they stand inside a sentence."""
_PAGE = re.compile(r"^(\d{1,3})\s+(?=\S)")
_ITEM = re.compile(r"(?<![\d.])\b\d{1,4}\.\s(?=[A-ZÆØÅ])")
_ITEM_MARKS = re.compile(
    r"(?:Dok\.\s?nr|Sagsid|Sagsnr|J\.\s?nr|Åben sag|Lukket sag|Åbent punkt|Lukket punkt|\bSagsfremstilling\b|"
    r"\bIndstilling\b|\bBeslutning\b)"
)
_FACTS = re.compile(
    r"(?=\b(?:Dok\.\s?nr\.?|Sagsid\.?|Sagsnr\.?|J\.\s?nr\.?|Brevid\.?)\s?:)|(?=\b(?:Åben sag|Lukket sag|Åbent punkt|"
    r"Lukket punkt)\b)"
)
_OPENNESS = re.compile(r"\b(?:Åben sag|Lukket sag|Åbent punkt|Lukket punkt)\b\s*")


def unflowed(extract: Extract, vocabulary: Vocabulary) -> Extract:
    """The extract with running pages set on lines; the same extract where there are none."""
    long = [line for line in extract.lines if len(line.text) > _LONG and line.shape is Shape.TEXT]
    if not long or extract.media_type not in ("text/plain", "application/pdf", "text/html"):
        return extract
    standing = (line for line in extract.lines if line.fact is None and vocabulary.section(line.text) is not None)
    if len(list(islice(standing, 2))) > 1:
        return extract
    labels = _labels(vocabulary)
    running = sum(len(labels.findall(line.text)) for line in long)
    if running < (1 if _pages_in_a_row(extract) else 4):
        return extract
    lines = [part for n, line in enumerate(extract.lines) for part in _parts(line, extract.text, labels, vocabulary, n)]
    return replace(extract, lines=tuple(lines))


def _pages_in_a_row(extract: Extract) -> bool:
    """True when lines begin with the figures of pages, 1, 2, 3 and so on, the page's text on the same line."""
    expected = 1
    for line in extract.lines:
        if (match := _PAGE.match(extract.text[line.start : line.end])) and int(match[1]) == expected:
            expected += 1
    return expected > _FEW_PAGES


@lru_cache(maxsize=8)
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    names = sorted((name for name, word in vocabulary.sections.items() if word.strong), key=len, reverse=True)
    listed = "|".join(re.escape(name[0].upper() + name[1:]) for name in names)
    return re.compile(
        rf"(?:(?<=[.:!?)\d])|(?<=sag)|(?<=punkt))\s(?P<label>{listed})(?=:|\s+[A-ZÆØÅ\d\"”(-]|$)"
        rf"|\s(?P<before_colon>{listed})(?=:)|\s(?P<capital>{_NEVER_CAPITAL})(?=\s+[A-ZÆØÅ])"
    )


def _parts(line: Line, text: str, labels: re.Pattern[str], vocabulary: Vocabulary, n: int) -> Iterator[Line]:
    raw = text[line.start : line.end]
    if len(line.text) < 60 and not _PAGE.match(raw):
        yield line
        return
    cuts = {0, len(raw)}
    page = _PAGE.match(raw)
    if page and n < 3 * int(page[1]) + 3:
        cuts.add(page.end())
    for match in labels.finditer(raw):
        name = match.lastgroup or "label"
        cuts.update((match.start(name), match.end(name)))
    for match in _ITEM.finditer(raw):
        before = raw[: match.start()].rstrip()
        if (not before or before[-1] in ".!?)" or (before[-1].isdigit() and len(before) < 5)) and _ITEM_MARKS.search(
            raw[match.end() : match.end() + 220]
        ):
            cuts.add(match.start())
    cuts.update(match.start() for match in _FACTS.finditer(raw))
    cuts.update(match.end() for match in _OPENNESS.finditer(raw))
    for fact in re.finditer(r"\b([A-ZÆØÅ][a-zæøå]+):", raw):
        word = vocabulary.fact(fact[1])
        if word is not None and n < 3 and not (previous_is_label(raw, fact.start())):
            cuts.add(fact.start())
    yield from _cut(line, raw, sorted(cuts), page)


def previous_is_label(raw: str, position: int) -> bool:
    """True when only a label stands right before the place: `Deltagere: Fraværende: …` stays together."""
    return bool(re.search(r"[A-ZÆØÅ][a-zæøå]+:\s*$", raw[:position]))


def _cut(line: Line, raw: str, cuts: list[int], page: re.Match[str] | None) -> Iterator[Line]:
    for begin, end in pairwise(cuts):
        piece = raw[begin:end]
        stripped = piece.strip(" :") if piece.strip(" :") else piece.strip()
        if not piece.strip():
            continue
        start = line.start + begin + piece.index(piece.strip()[0])
        noise = "page number" if page is not None and begin == 0 and end == page.end() else None
        yield replace(
            line,
            start=start,
            end=start + len(piece.strip()),
            text=" ".join(stripped.split()),
            shape=Shape.TEXT,
            marker=None,
            gap=True,
            noise=noise,
        )
