"""Which fields a person may put right, and what a document says once one is."""

import datetime

import pytest
from tests.web.factories import item, minutes

from sagsgang.model import ItemKind, JournalNumber, Outcome
from sagsgang.rules.corrections import (
    MEETING_FIELDS,
    NoSuchFieldError,
    NoSuchValueError,
    Value,
    fields_of,
    put_right,
    read_of,
    understood,
)

ITEM = item("3", "Ny cykelsti", journal_number=JournalNumber(raw="05.01.02-P20-3-25"), competence="Byrådet")
MEETING = minutes(start=datetime.time(16, 30), place="Rådhuset")


def test_the_fields_of_an_item_follow_its_decisions() -> None:
    assert list(fields_of(ITEM))[-2:] == ["decisions.0.outcome", "decisions.0.text"]
    assert not [field for field in fields_of(item(decisions=())) if field.startswith("decisions")]


@pytest.mark.parametrize(
    ("field", "written", "expected"),
    [
        ("title", "  Ny   cykelsti langs havnen ", "Ny cykelsti langs havnen"),
        ("title", "", None),
        ("number", "4 a", "4 a"),
        ("kind", "briefing", "briefing"),
        ("open", "true", True),
        ("open", "false", False),
        ("journal_number", "24/12345", "24/12345"),
        ("competence", "", None),
        ("decisions.0.outcome", "rejected", "rejected"),
        ("decisions.0.text", " Afvist.\n\nMed bemærkning. ", "Afvist.\n\nMed bemærkning."),
    ],
)
def test_what_a_person_writes_of_an_item_is_read_back(field: str, written: str, expected: Value) -> None:
    value = understood(field, written)
    assert value == expected
    assert read_of(put_right(ITEM, field, value), field) == expected


@pytest.mark.parametrize(
    ("field", "written", "expected"),
    [
        ("date", "2025-03-05", "2025-03-05"),
        ("date", "5. marts 2025", "2025-03-05"),
        ("date", "05-03-2025", "2025-03-05"),
        ("date", "5/3 2025", "2025-03-05"),
        ("date", "", None),
        ("start", "8:05", "08.05"),
        ("end", "16.30", "16.30"),
        ("place", " Mødesal  2 ", "Mødesal 2"),
        ("chair", "", None),
    ],
)
def test_what_a_person_writes_of_a_meeting_is_read_back(field: str, written: str, expected: Value) -> None:
    assert read_of(put_right(MEETING, field, understood(field, written)), field) == expected


def test_everything_else_stays_as_it_was_read() -> None:
    changed = put_right(ITEM, "decisions.0.outcome", "postponed")
    assert all(read_of(changed, f) == read_of(ITEM, f) for f in fields_of(ITEM) if f != "decisions.0.outcome")
    assert read_of(changed, "decisions.0.outcome") == Outcome.POSTPONED
    assert read_of(ITEM, "decisions.0.outcome") == Outcome.APPROVED


@pytest.mark.parametrize(
    ("field", "written"),
    [
        *(("open", text) for text in ("", "ja", "None", "TRUE")),
        *(("kind", text) for text in ("", "party", "Decision")),
        *(("date", text) for text in ("5. marts", "2025-02-30", "30-02-2025", "2025", "5. marts 2025 kl. 16")),
        *(("start", text) for text in ("25.00", "8", "16.75", "kl. 8", "8.5", "-1.00")),
        *(("decisions.0.outcome", text) for text in ("", "godkendt", "APPROVED")),
        *(("decisions.0.text", text) for text in ("", "   ", "\n")),
        ("title", "x" * 20_001),
    ],
)
def test_what_does_not_fit_a_field_is_refused(field: str, written: str) -> None:
    with pytest.raises(NoSuchValueError):
        understood(field, written)


@pytest.mark.parametrize(
    "field",
    [
        "decisions.1.outcome",
        "decisions.-1.text",
        "decisions.0.votes",
        "decisions",
        "sections",
        "at",
        "",
        "date",
        "__class__",
    ],
)
def test_a_field_that_an_item_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(NoSuchFieldError):
        read_of(ITEM, field)
    with pytest.raises(NoSuchFieldError):
        put_right(ITEM, field, "x")


@pytest.mark.parametrize("field", ["title", "body", "municipality", "items", "decisions.0.text", ""])
def test_a_field_that_a_meeting_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(NoSuchFieldError):
        put_right(MEETING, field, "x")


@pytest.mark.parametrize("field", MEETING_FIELDS)
def test_every_field_of_a_meeting_may_be_emptied(field: str) -> None:
    assert read_of(put_right(MEETING, field, None), field) is None


@pytest.mark.parametrize("value", [None, "true", "", 1])
def test_only_true_opens_an_item(value: object) -> None:
    assert put_right(ITEM, "open", value).open is not True  # type: ignore[arg-type, union-attr]


def test_an_item_keeps_a_kind_that_is_known() -> None:
    assert put_right(ITEM, "kind", "discussion").kind is ItemKind.DISCUSSION  # type: ignore[union-attr]
    with pytest.raises(NoSuchValueError):
        put_right(ITEM, "kind", None)
