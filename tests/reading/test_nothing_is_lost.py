"""Nothing of a text is lost, whatever the text: documents of the corpus damaged and mixed, random text, random bytes.

What is promised is checked here from the contract's words, not with the reader's own check.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corpus import documents
from tests.corpus.documents import Document

from sagsgang.model import Minutes, Span, from_json, to_json
from sagsgang.reading import UnreadableError, read_with_text

EVERY = [*documents.development(), *documents.held_out()]
every_document = pytest.mark.parametrize("document", EVERY, ids=lambda document: document.name)


def assert_nothing_is_lost(minutes: Minutes, text: str) -> None:
    assert lost(minutes, text) == []
    assert overlapping(minutes.top_level_spans()) == []
    assert outside_their_section(minutes) == []
    assert from_json(json.loads(json.dumps(to_json(minutes)))) == minutes


def lost(minutes: Minutes, text: str) -> list[str]:
    """The pieces of the text that are no white space and that no top-level span covers."""
    covered = bytearray(len(text))
    for start, end in minutes.top_level_spans():
        assert 0 <= start < end <= len(text), f"the span {start}-{end} is outside the text or empty"
        covered[start:end] = b"\x01" * (end - start)
    bare = "".join(" " if covered[place] else letter for place, letter in enumerate(text))
    return bare.split()


def overlapping(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Neighbours that share a character. Two facts on one line have one and the same span: that is allowed."""
    return [(one, other) for one, other in pairwise(sorted(set(spans))) if other[0] < one[1]]


def outside_their_section(minutes: Minutes) -> list[str]:
    """The parts of an item that lie in none of its sections; attendance may lie in a fact of its own."""
    found = []
    for item in minutes.items:
        sections = [section.at for section in item.sections if section.at is not None]
        places = [*sections, *item.at.values()]
        for section in item.sections:
            found += [f"noise {noise}" for noise in section.noise if not inside(noise.at, sections)]
        for part in (*item.recommendations, *item.decisions, *item.history, *item.references):
            found += [] if part.at is None or inside(part.at, sections) else [f"{part}"]
        for part in (*item.attachments, *item.attendance):
            found += [] if part.at is None or inside(part.at, places) else [f"{part}"]
    return found


def inside(at: Span, spans: Iterable[Span]) -> bool:
    return any(start <= at[0] and at[1] <= end for start, end in spans)


# What documents are damaged with, and put together from.

LABELS = ["Beslutning", "Sagsfremstilling", "Indstilling", "Bilag", "Resume", "Tidligere behandling", "Sagsforløb"]
ODD_LINES = [
    "", " ", "\t", "\f", "Punkt", "Punkt 7:", "Punkt 7: Lukket: Ny sti", "7.", "(", "((((", "**", "# ", "|||",
    "| a | b |", "Beslutning Byrådet den 31-02-2020", "BeslutningGodkendt.", "Ad 1: Godkendt. Ad 2:",
    "For: 11 (A, V) Imod: (Ø)", "Side 3 af 9", "Mødedato: 12-03-2024 Mødested: Udvalg:",
    "Deltagere: Fraværende: Afbud:", "Bilag/Punkt_3_Bilag_1_Kort.pdf",
    "Bilag/Punkt_3_Bilag_0_Kort.pdf", "9" * 5000, "Bilag_" + "9" * 5000 + "_Kort.pdf", "kl. 99.99",
    "-", "•", "…", "at", "17.04.00-P20-2-24",
    "Sagsnr.: 18/5090 Sagsbehandler: abc", "Åben", "LUKKEDE SAGER", "1. 1. Plan", "DIR\tBSU\tBYR\n\tX\t",
    "Fraværende: Ida Holm (A) og", "\N{ZERO WIDTH SPACE}", "a\N{COMBINING RING ABOVE}", "\x85", "\N{LINE SEPARATOR}",
    "Ærø\x00ø",
]  # fmt: skip
LINE_ENDS = ["\n", "\r\n", "\r", "\f", "\n\n", " ", "\t", "\N{LINE SEPARATOR}", ""]


@cache
def lines_of_the_corpus() -> list[list[str]]:
    """The lines of every development document: as it stands, or as its text where the file is no text."""
    found = []
    for document in documents.development():
        if document.source.suffix in {".txt", ".md", ".html"}:
            text = document.data.decode("utf-8", "replace")
        else:
            text = read_with_text(document.data, document.source.name)[1]
        found.append(text.splitlines())
    return found


@st.composite
def mixtures(draw: st.DrawFn) -> list[str]:
    """Pieces of up to four documents, one after the other: headers, items and sections that never stood together."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        source = draw(st.sampled_from(lines_of_the_corpus()))
        start = draw(st.one_of(st.just(0), st.integers(0, max(0, len(source) - 1))))
        lines += source[start : start + draw(st.integers(1, 70))]
    return lines


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """A mixture with up to eight things done to it, its lines ended in any way."""
    lines = draw(mixtures())
    for _ in range(draw(st.integers(0, 8))):
        lines = damage(draw, lines) or [""]
    end = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", *LINE_ENDS]))
    return end.join(lines)


def damage(draw: st.DrawFn, lines: list[str]) -> list[str]:
    kind = draw(st.sampled_from(["drop", "double", "cut", "join", "shuffle", "odd", "label", "letters", "lose", "end"]))
    place = draw(st.integers(0, len(lines) - 1))
    line, spot = lines[place], draw(st.integers(0, max(0, len(lines[place]) - 1)))
    before, after = lines[:place], lines[place + 1 :]
    match kind:
        case "drop":
            return [*before, line[:spot] + line[spot + 1 :], *after]
        case "double":
            return [*before, line, *lines[place : place + 3], *after]
        case "cut":
            return [*before, line[:spot], line[spot:], *after]
        case "join":
            return [*before, " ".join([line, *after[:1]]), *after[1:]]
        case "shuffle":
            window = draw(st.permutations(lines[place : place + 6]))
            return [*before, *window, *lines[place + 6 :]]
        case "odd":
            return [*before, draw(st.sampled_from(ODD_LINES)), line, *after]
        case "label":
            label = draw(st.sampled_from(LABELS))
            cut = draw(st.integers(0, len(label)))
            return [*before, label[:cut] + draw(st.sampled_from(["", ":", " ", "\n"])) + label[cut + 1 :], line, *after]
        case "letters":
            return [*before, line[:spot] + draw(st.text(max_size=6)) + line[spot:], *after]
        case "lose":
            return [
                re.sub("[æøåÆØÅ]", draw(st.sampled_from(["Å", "?", "\N{REPLACEMENT CHARACTER}"])), part)
                for part in lines
            ]
        case _:
            return [*before, line + draw(st.sampled_from(LINE_ENDS)), *after]


@every_document
def test_nothing_of_a_document_is_lost(document: Document) -> None:
    minutes, text = read_with_text(document.data, document.source.name)
    assert text.strip()
    assert_nothing_is_lost(minutes, text)


@settings(max_examples=150)
@given(text=damaged_texts())
def test_nothing_of_a_damaged_text_is_lost(text: str) -> None:
    read_and_check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=60)
@given(text=damaged_texts(), marks=st.lists(st.sampled_from(["# ", "## ", "**", "- ", "1. ", "> ", "| "]), min_size=1))
def test_nothing_of_damaged_markdown_is_lost(text: str, marks: list[str]) -> None:
    lines = text.split("\n")
    marked = [
        marks[n % len(marks)] + line + ("**" if marks[n % len(marks)] == "**" else "") for n, line in enumerate(lines)
    ]
    read_and_check(("# Referat\n\n**Byrådet**\n\n" + "\n".join(marked)).encode())


@settings(max_examples=60)
@given(
    text=damaged_texts(), tags=st.lists(st.sampled_from(["p", "h2", "li", "td", "div", "b", "dt", "br"]), min_size=1)
)
def test_nothing_of_a_damaged_web_page_is_lost(text: str, tags: list[str]) -> None:
    body = "".join(f"<{tags[n % len(tags)]}>{line}" for n, line in enumerate(text.split("\n")))
    read_and_check(f"<!doctype html><html><body><h1>Referat</h1>{body}</body></html>".encode())


@settings(max_examples=60)
@given(document=st.sampled_from(documents.development()), data=st.data())
def test_a_file_with_overwritten_bytes_loses_nothing_or_is_refused_in_one_sentence(
    document: Document, data: st.DataObject
) -> None:
    damaged = bytearray(document.data)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + 3] = data.draw(st.binary(max_size=5))
    read_and_check(bytes(damaged[: data.draw(st.one_of(st.just(len(damaged)), st.integers(1, len(damaged))))]))


@settings(max_examples=100)
@given(text=st.text(min_size=1))
def test_nothing_of_random_text_is_lost(text: str) -> None:
    read_and_check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(lines=st.lists(st.one_of(st.sampled_from(ODD_LINES), st.sampled_from(LABELS), st.text(max_size=20))))
def test_nothing_of_a_heap_of_labels_is_lost(lines: list[str]) -> None:
    read_and_check("\n".join(["Referat", "Byrådet", *lines]).encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", b"Referat\nPunkt 1: Plan\n", b"<html>", b"\xff\xfe", b"{"]),
)
def test_random_bytes_lose_nothing_or_are_refused_in_one_sentence(data: bytes, start: bytes) -> None:
    read_and_check(start + data)


def read_and_check(data: bytes) -> None:
    """Read, and check what the contract promises; a refusal is one sentence."""
    refused: str | None = None
    try:
        minutes, text = read_with_text(data, "prøve")
    except UnreadableError as error:
        refused = str(error)
    if refused is None:
        assert_nothing_is_lost(minutes, text)
    else:
        assert len(refused) > 20
        assert len(refused.splitlines()) == 1


def test_a_lost_word_a_shared_letter_and_a_part_outside_its_section_are_found() -> None:
    minutes, text = read_with_text(EVERY[0].data, EVERY[0].source.name)
    assert lost(minutes, text + " ord") == ["ord"]
    assert overlapping([(0, 5), (4, 9), (9, 12)]) == [((0, 5), (4, 9))]
    assert overlapping([(0, 5), (0, 5), (5, 9)]) == []
    assert inside((2, 3), [(0, 1), (2, 9)])
    assert not inside((2, 3), [(0, 2), (3, 9)])
