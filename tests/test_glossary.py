"""Whoever meets a word of the field in the code finds its Danish original in the glossary."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from sagsgang.model.document import AttendanceEvent, DocumentKind, ItemKind, Outcome, SectionKind

GLOSSARY = (Path(__file__).resolve().parent.parent / "docs" / "glossary.md").read_text()


@pytest.mark.parametrize("words", [DocumentKind, ItemKind, Outcome, AttendanceEvent, SectionKind])
def test_every_word_of_the_model_has_its_danish_original(words: type[StrEnum]) -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    codes = {code for row in rows for code in re.findall(r"`([^`]+)`", row)}
    written = {code.removeprefix("SectionKind.") if words is SectionKind else code for code in codes}
    wanted = {word.name if words is SectionKind else f"{words.__name__}.{word.name}" for word in words}
    assert wanted <= written, f"not in docs/glossary.md: {sorted(wanted - written)}"


def test_no_row_lacks_a_cell() -> None:
    tables = re.split(r"\n\n", GLOSSARY)
    for table in tables:
        widths = {line.count("|") for line in table.splitlines() if line.startswith("|")}
        assert len(widths) <= 1, table.splitlines()[0]
