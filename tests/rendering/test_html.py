"""The page: for every reader, with and without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from tests.rendering.test_round_trip import REFERAT, STREET, plain

from sagsgang.model import Section, SectionKind
from sagsgang.rendering import render

WIDE = Section(
    kind=SectionKind.PRESENTATION,
    heading="Sagsfremstilling",
    text="-",
    html="<table><tr>"
    + "".join(f"<th>Genbehandlingsprocent for område {n}</th>" for n in range(8))
    + "</tr><tr>"
    + "<td>41,2 procent</td>" * 8
    + "</tr></table>",
)


def page(**changed: Any) -> str:
    return render(replace(REFERAT, **changed), "html", closed=True).decode()


def test_headings_go_down_without_a_gap_and_every_item_can_be_linked_to() -> None:
    tree = lxml.html.document_fromstring(page())
    assert tree.get("lang") == "da"
    assert tree.findtext(".//title") == "Referat, Byrådet, 4. marts 2025"
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [article.get("id") for article in tree.iter("article")] == ["punkt-1", "punkt-2"]


def test_the_headings_of_a_table_are_headings_of_its_columns() -> None:
    tree = lxml.html.document_fromstring(page())
    assert [cell.get("scope") for cell in tree.iter("th")] == ["col", "col"]


def test_nothing_that_somebody_wrote_becomes_markup() -> None:
    evil = "<script>alert(1)</script>"
    odd = replace(STREET, title=evil, sections=(plain(SectionKind.DECISION, evil, "Godkendt."),))
    written = page(items=(odd,), body=evil, place=f'"{evil}', municipality=evil)
    tree = lxml.html.document_fromstring(written)
    assert not list(tree.iter("script"))
    assert written.count("&lt;script&gt;") >= 4


def test_the_same_document_gives_the_same_bytes() -> None:
    assert page() == page()


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_a_wide_table_scrolls_in_its_own_box(
    width: int, chromium_page: Any, axe: Callable[[Any], list[str]]
) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.set_content(page(items=(STREET, replace(STREET, number="14", sections=(WIDE,)))))
    assert axe(chromium_page) == []
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
