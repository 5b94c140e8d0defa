"""The demo: what it shows must be right, and its documents must be those that its content says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from examples.generator.__main__ import HERE, generate
from examples.generator.blocks import parse
from examples.generator.content import ContentError, Item, load

CONTENT = HERE / "content"
EXACT = (".html", ".txt", ".md", ".json", ".xml")


def amount(cell: str) -> float | None:
    return float(cell.replace(".", "").replace(",", ".")) if re.fullmatch(r"-?[\d.]+(,\d+)?", cell) else None


def tables() -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [
        (f"{meeting.municipality.slug} {meeting.date} {item.title}", block.rows)
        for meeting in load(CONTENT)
        for item in meeting.items
        for block in parse(item.text) + parse(item.economy)
        if block.kind == "table"
    ]


def copy_of_content(folder: Path, file: str, old: str, new: str) -> Path:
    copy = folder / "content"
    shutil.copytree(CONTENT, copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return copy


def all_texts(item: Item) -> str:
    return "\n".join([item.summary, item.theme, item.text, item.economy, item.hearing, item.next, item.decision])


def test_the_documents_are_those_that_the_content_says(tmp_path: Path) -> None:
    generate(CONTENT, tmp_path)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")}
    kept = {p.relative_to(HERE) for m in load(CONTENT) for p in (HERE / m.municipality.slug).rglob("*.*")}
    assert written == kept
    differing = [p for p in written if p.suffix in EXACT and (tmp_path / p).read_bytes() != (HERE / p).read_bytes()]
    assert differing == []


def test_every_total_is_the_sum_of_its_column() -> None:
    totals = [(where, rows) for where, rows in tables() if rows[-1][0] == "I alt"]
    assert len(totals) > 10
    for where, rows in totals:
        for column in range(1, len(rows[0])):
            values = [amount(row[column]) for row in rows[1:]]
            parts = [value for value in values[:-1] if value is not None]
            if len(parts) == len(values) - 1 and values[-1] is not None:
                assert sum(parts) == pytest.approx(values[-1], abs=0.05), (where, rows[0][column])


def test_every_reversal_rate_is_what_its_counts_give() -> None:
    maps = [(where, rows) for where, rows in tables() if rows[0][-1] == "Omgørelsesprocent"]
    assert len(maps) >= 4
    for where, rows in maps:
        for row in rows[1:]:
            affirmed, changed, remitted = (int(cell) for cell in row[1:4])
            rate = 100 * (changed + remitted) / (affirmed + changed + remitted)
            assert amount(row[-1]) == pytest.approx(rate, abs=0.05), (where, row)


def test_what_is_left_of_an_appropriation_is_the_difference() -> None:
    accounts = [(w, rows) for w, rows in tables() if rows[0][-1] in ("Mindreforbrug (kr.)", "Merforbrug (kr.)")]
    assert len(accounts) >= 6
    for where, rows in accounts:
        for row in rows[1:]:
            granted, spent, left = (amount(cell) or 0 for cell in row[-3:])
            assert abs(granted - spent) == left, (where, row)


def test_no_identity_number_and_no_address_stands_in_the_demo() -> None:
    for meeting in load(CONTENT):
        for item in meeting.items:
            assert not re.search(r"\b[0-3]\d[01]\d{3}[- ]?\d{4}\b|@|https?:|\+45", all_texts(item)), item.title


def test_a_vote_by_name_names_as_many_as_it_counts() -> None:
    counted = [
        (f"{meeting.municipality.slug} {meeting.date} {item.title}", int(count), names.count("("))
        for meeting in load(CONTENT)
        for item in meeting.items
        for count, names in re.findall(r"[Ss]temte (\d+): ((?:[^.(]+\([A-ZÆØÅ]\))+)\.", " ".join(item.decision.split()))
    ]
    assert len(counted) >= 3
    assert [entry for entry in counted if entry[1] != entry[2]] == []


def test_meetings_of_one_year_do_not_use_a_number_twice() -> None:
    used: dict[tuple[str, str, int, int], str] = {}
    for meeting in load(CONTENT):
        for item in meeting.items:
            key = (meeting.municipality.slug, meeting.body.key, meeting.date.year, item.number)
            assert used.setdefault(key, meeting.date.isoformat()) == meeting.date.isoformat(), key


def test_a_later_meeting_quotes_the_corrected_decision() -> None:
    meetings = {(m.body.key, m.date.isoformat(), m.is_corrected): m for m in load(CONTENT) if m.body.key != "kb"}
    case = "34.15.25-P20-3-24"
    first, corrected, later = (
        next(item for item in meetings[key].items if item.case == case)
        for key in (("byr", "2025-02-25", False), ("byr", "2025-02-25", True), ("bfu", "2025-11-05", False))
    )
    assert "20 stemmer. Imod stemte" in first.decision
    assert "21 stemmer. Imod stemte" in corrected.decision
    assert corrected.decision in [past.text for past in later.past]


def test_a_body_keeps_its_folder_under_another_name(tmp_path: Path) -> None:
    generate(CONTENT, tmp_path)
    assert {m.body.name for m in load(CONTENT) if m.municipality.slug == "engsted" and m.body.key == "bfu"} == {
        "Børne- og Familieudvalget",
        "Børne & Familieudvalget",
        "Børne- og Familieudvalget 2022-2025",
    }
    assert sorted(path.name for path in (tmp_path / "engsted").iterdir()) == [
        "boerne-og-familieudvalget",
        "byraadet",
        "kultur-og-fritidsudvalget",
        "oekonomiudvalget",
    ]


def test_a_correction_of_a_case_that_was_not_there_stops_the_run(tmp_path: Path) -> None:
    old, new = '[[correction]]\ncase = "34.15.25-P20-3-24"', '[[correction]]\ncase = "34.15.25-P20-4-24"'
    content = copy_of_content(tmp_path, "engsted/2025-02-25-byr.toml", old, new)
    with pytest.raises(ContentError, match=r"Byrådet 2025-02-25: no item 34\.15\.25-P20-4-24 to correct"):
        load(content)


def test_a_substitute_for_one_who_is_there_stops_the_run(tmp_path: Path) -> None:
    old, new = "Birthe Hvidager (A) for Mette Sørup", "Birthe Hvidager (A) for Kim Overdal"
    content = copy_of_content(tmp_path, "engsted/2024-12-04-bfu.toml", old, new)
    with pytest.raises(ContentError, match=r"2024-12-04-bfu\.toml: Kim Overdal is not absent"):
        load(content)


def test_a_reference_to_a_meeting_that_does_not_exist_stops_the_run(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path, "engsted/2024-01-10-bfu.toml", "[[bfu 2023-09-06]]", "[[bfu 2023-09-07]]")
    with pytest.raises(ContentError, match="no meeting bfu 2023-09-07"):
        generate(content, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_absentee_who_is_no_member_stops_the_run(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path, "engsted/2023-09-06-bfu.toml", "Vivi Hessellund (afbud)", "Vivi Hessel (afbud)")
    with pytest.raises(ContentError, match="Vivi Hessel: no member of Børne- og Familieudvalget"):
        load(content)


def test_a_misspelt_key_is_told_with_its_file(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path, "engsted/2023-09-06-bfu.toml", "decision =", "desicion =")
    with pytest.raises(ContentError, match=r"2023-09-06-bfu\.toml: an item has no desicion"):
        load(content)
