"""Nothing that is closed stands in what is written for the public, and what is written for members says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rendering.said import NAMES
from tests.rendering.test_round_trip import LAND, REFERAT, STREET, plain

from sagsgang.model import Attachment, Decision, Outcome, SectionKind, Source
from sagsgang.rendering import render

SECRET = replace(
    LAND,
    sections=(plain(SectionKind.PRESENTATION, "Sagsfremstilling", "Prisen er 9 mio. kr."),),
    decisions=(Decision(text="Købet godkendes.", outcome=Outcome.APPROVED),),
    officers=("Hemmelige Hanne",),
    attachments=(Attachment(title="Fortrolig vurdering", open=False),),
)
PUBLISHED = Source(name="referat.html", sha256="0" * 64, media_type="text/html", reader="1")
MINUTES = replace(REFERAT, items=(STREET, SECRET), source=PUBLISHED)
WORDS = ("9 mio", "Købet godkendes", "Hemmelige Hanne", "Fortrolig vurdering")
MARK = "Kun for medlemmer, kan indeholde lukkede oplysninger"
every_format = pytest.mark.parametrize("to", NAMES)


@every_format
def test_the_public_reads_the_heading_of_a_closed_item_and_nothing_more(to: str) -> None:
    written = render(MINUTES, to).decode()
    assert "Punkt 13: Køb af grund" in written
    assert "Lukket" in written
    assert not [word for word in WORDS if word in written]
    assert "Kun for medlemmer" not in written


@every_format
def test_members_read_it_marked(to: str) -> None:
    written = render(MINUTES, to, closed=True).decode()
    assert not [word for word in WORDS[:2] if word not in written]
    assert MARK in written


@every_format
def test_a_closed_attachment_of_an_open_item_is_marked_too(to: str) -> None:
    attached = replace(STREET, attachments=(Attachment(title="Fortrolig vurdering", open=False),))
    open_items = replace(MINUTES, items=(attached,))
    assert MARK in render(open_items, to, closed=True).decode()
    assert "Fortrolig" not in render(open_items, to).decode()


@every_format
def test_what_holds_nothing_closed_is_not_marked(to: str) -> None:
    assert "Kun for medlemmer" not in render(replace(MINUTES, items=(STREET,)), to, closed=True).decode()


@every_format
def test_a_working_document_keeps_the_titles_of_closed_items(to: str) -> None:
    # Nobody has published it: its headings are as secret as what stands below them.
    assert "Køb af grund" not in render(replace(MINUTES, source=None), to).decode()


@every_format
def test_an_item_that_nobody_called_open_is_closed(to: str) -> None:
    unsaid = replace(MINUTES, items=(replace(STREET, open=None),))
    assert "anlægges" not in render(unsaid, to).decode()
