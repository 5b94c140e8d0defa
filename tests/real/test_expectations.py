"""The expected reading of the published texts holds together: with the texts, with the contract, and in itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.real import resolve

from sagsgang.model.document import AttendanceEvent, DocumentKind, ItemKind, Outcome, SectionKind

NUMBERS = {
    "faxe-2025-09-29": range(129, 135),
    "hedensted-2023-01-09": range(1, 8),
    "herning-2025-08-13": range(94, 109),
    "herning-boerne-og-ungepolitik": range(0),
    "kalundborg-2025-12-03": range(1, 14),
}
DOCUMENT_FIELDS = {
    *("source", "document", "municipality", "body", "term", "date", "start", "end", "place", "chair"),
    *("present", "absent", "items", "attachments"),
}
ITEM_FIELDS = {
    *("number", "title", "open", "kind", "journal_number", "officers", "route", "competence", "sections"),
    *("recommendations", "decisions", "history", "attendance", "attachments", "references"),
}
CLOSED = {"faxe-2025-09-29": ["133"], "herning-2025-08-13": ["108"]}

every_text = pytest.mark.parametrize("name", resolve.NAMES)
every_meeting = pytest.mark.parametrize("name", [name for name in resolve.NAMES if NUMBERS[name]])
with_texts = pytest.mark.skipif(
    not resolve.available(), reason="the published texts (../shared/minutes) are not on this machine"
)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("source", "repaired"):
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def spans(value: Any) -> list[tuple[int, int]]:
    return [(reference["at"][0], reference["at"][1]) for reference in resolve.references(value)]


def inside(inner: Any, sections: list[Any]) -> bool:
    outer = [(min(a for a, _ in spans(part)), max(b for _, b in spans(part))) for part in sections]
    return all(any(a <= start and end <= b for a, b in outer) for start, end in spans(inner))


@with_texts
@every_text
def test_every_place_stands_for_words_of_its_text(name: str) -> None:
    text = resolve.source_text(name)
    for reference in resolve.references(resolve.written(name)):
        assert resolve.words_at(reference, text), f"nothing stands at {reference}"


@with_texts
@every_text
def test_the_items_are_those_that_the_text_numbers_each_with_a_title(name: str) -> None:
    items = resolve.load(name)["items"]
    assert [item["number"] for item in items] == [str(number) for number in NUMBERS[name]]
    assert all(re.search(r"\w{5}", item["title"]) for item in items)


@with_texts
@every_meeting
def test_the_closed_items_are_those_marked_closed_and_say_nothing_more(name: str) -> None:
    items = resolve.load(name)["items"]
    closed = [item for item in items if item["open"] is not True]
    assert [item["number"] for item in closed] == CLOSED.get(name, [])
    for item in closed:
        assert item["open"] is False
        assert not item["sections"]
        assert not item["decisions"]


@with_texts
def test_the_policy_page_is_neither_agenda_nor_minutes() -> None:
    page = resolve.load("herning-boerne-og-ungepolitik")
    assert page["document"] == "other"
    assert page["items"] == []
    assert page["date"] is None


@with_texts
@every_text
def test_places_are_written_tightly_around_their_words(name: str) -> None:
    text = resolve.source_text(name)
    for start, end in spans(resolve.written(name)):
        assert text[start:end] == text[start:end].strip()


@with_texts
@every_meeting
def test_no_place_begins_or_ends_in_the_middle_of_a_word(name: str) -> None:
    text = resolve.source_text(name)
    for reference in resolve.references(resolve.written(name)):
        start, end = reference["at"]
        assert not re.match(r"\w\w", text[start - 1 : start + 1]) or text[start - 1] == "_", text[start:end]
        after = text[end : end + 2]
        joined = text[end - 1].isalpha() and after[:1].isalpha()
        assert not joined or "add" in reference or after.startswith("s"), text[start:end]


@with_texts
@every_meeting
def test_journal_numbers_are_made_of_their_parts(name: str) -> None:
    for item in resolve.load(name)["items"]:
        number = item["journal_number"]
        if number is not None:
            parts = [number["topic"], number["facet"], str(number["sequence"]), str(number["year"] % 100)]
            assert all(part in number["raw"] for part in parts if part is not None)
            assert number["valid"] == (number["facet"] is not None or number["scheme"] == "year-serial")


@with_texts
@every_meeting
def test_dates_of_references_are_the_dates_that_their_words_give(name: str) -> None:
    for item in resolve.load(name)["items"]:
        for reference in item["references"]:
            if reference["to"] == "item":
                assert reference["text"] == f"punkt {reference['number']}"
            else:
                day, _, year = reference["text"].split()
                assert (reference["date"][:4], int(reference["date"][8:])) == (year, int(day.rstrip(".")))


@every_meeting
def test_items_and_their_sections_stand_in_the_order_of_the_text(name: str) -> None:
    end = 0
    for item in resolve.written(name)["items"]:
        for part in (item["title"], *item["sections"]):
            places = spans(part)
            assert places == sorted(places)
            assert places[0][0] >= end
            end = places[-1][1]


@every_meeting
def test_what_is_recommended_decided_and_attached_lies_in_sections_that_say_so(name: str) -> None:
    for item in resolve.written(name)["items"]:
        by_kind = {kind: [part for part in item["sections"] if part["kind"] == kind] for kind in SectionKind}
        assert inside(item["recommendations"], by_kind[SectionKind.RECOMMENDATION])
        assert inside(item["decisions"], by_kind[SectionKind.DECISION])
        assert inside(item["attachments"], by_kind[SectionKind.ATTACHMENTS])
        assert inside(item["history"], by_kind[SectionKind.HISTORY])
        assert inside(item["route"], by_kind[SectionKind.ROUTE])
        assert inside(item["references"], item["sections"])
        assert len(by_kind[SectionKind.RECOMMENDATION]) == len(item["recommendations"])
        assert bool(by_kind[SectionKind.DECISION]) == bool(item["decisions"])
        assert bool(by_kind[SectionKind.ATTACHMENTS]) == bool(item["attachments"])


@every_text
def test_the_fields_are_those_of_the_contract(name: str) -> None:
    document = resolve.written(name)
    assert set(document) == DOCUMENT_FIELDS
    assert DocumentKind(document["document"])
    for item in document["items"]:
        assert set(item) == ITEM_FIELDS
        assert ItemKind(item["kind"])
        assert all(SectionKind(section["kind"]) for section in item["sections"])
        assert all(Outcome(decision["outcome"]) for decision in (*item["decisions"], *item["history"]))
        assert all(AttendanceEvent(change["event"]) for change in item["attendance"])


@every_text
def test_no_words_of_the_texts_are_written_down_in_the_expectations(name: str) -> None:
    known = {"markdown", "et", "kle", "year-serial", "item", "meeting", ""}
    known |= {member.value for kind in (DocumentKind, ItemKind, SectionKind, Outcome) for member in kind}
    for string in strings(resolve.written(name)):
        assert string in known or re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d:\d\d", string), string


def test_lost_letters_are_put_back_in_order() -> None:
    assert resolve.words_at({"at": [4, 12], "repaired": "øø "}, "Vi: sÅdgrÅdÅ !") == "sødgrød"


def test_a_letter_that_no_one_can_tell_agrees_with_any_one_letter() -> None:
    words = resolve.words_at({"at": [0, 3], "repaired": "?"}, "gÅr")
    assert resolve.agrees(words, "går")
    assert resolve.agrees(words, "GØR.")
    assert not resolve.agrees(words, "gr")
    assert not resolve.agrees(words, "gåer")


def test_marks_of_markdown_and_tags_are_taken_off_and_wrapped_lines_joined() -> None:
    text = "## **Ny bro**\n\n<b>Se</b> [kortet over\nhavnen](#), bilag 1\\_plan"
    assert resolve.words_at({"at": [0, len(text)], "strip": "markdown"}, text) == (
        "Ny bro Se kortet over havnen, bilag 1_plan"
    )


def test_strings_agree_by_their_letters_and_digits_only() -> None:
    assert resolve.agrees("Godkendt (med 3 mod 2).", "- godkendt\nmed 3 mod 2")
    assert not resolve.agrees("Godkendt med 3 mod 2", "Godkendt med 3 mod 1")


@pytest.mark.parametrize("at", [[0, 99], [3, 3], [-2, 2], [5, 2]])
def test_a_place_outside_the_text_is_refused(at: list[int]) -> None:
    with pytest.raises(resolve.StaleExpectationError):
        resolve.words_at({"at": at}, "Godkendt.")


@pytest.mark.parametrize("letters", ["", "ø", "øæå"])
def test_letters_that_do_not_match_the_lost_ones_are_refused(letters: str) -> None:
    with pytest.raises(resolve.StaleExpectationError):
        resolve.words_at({"at": [0, 4], "repaired": letters}, "ÅlÅr")


@pytest.mark.parametrize("extra", [{"strip": "html"}, {"repair": "ø"}])
def test_a_place_with_an_unknown_transformation_is_refused(extra: dict[str, str]) -> None:
    with pytest.raises(resolve.MalformedReferenceError):
        resolve.words_at({"at": [0, 4], **extra}, "Åben")
