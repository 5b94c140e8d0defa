"""The whole public archive in a folder: complete, explained, whole or not at all, and nothing closed in it."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from arro3.io import read_parquet
from tests.web.factories import imported, item, minutes, reading, rich_minutes, section
from tests.web.test_commands import run

from sagsgang.model import Absentee, Attachment, Decision, DocumentKind, JournalNumber, Outcome, Person, Votes
from sagsgang.web.archive import services
from sagsgang.web.archive.outputs import dictionary, parquet
from sagsgang.web.archive.outputs.package import export

pytestmark = pytest.mark.django_db

MEETING = "/havnby/byraadet/2025-03-04"
KLE = JournalNumber(raw="17.04.00-P20-2-24", scheme="kle", valid=True, topic="17.04.00")
OPEN_DATA = (Path(__file__).resolve().parents[2] / "docs" / "open-data.md").read_text(encoding="utf-8")


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    read = read_parquet(folder / f"{table}.parquet").read_all()
    columns = [[value.as_py() for value in read.column(name)] for name in read.column_names]
    return [dict(zip(read.column_names, values, strict=True)) for values in zip(*columns, strict=True)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ud" / "data"


def test_everything_public_is_in_the_export(folder: Path) -> None:
    services.import_reading(reading(rich_minutes()))
    counts = export(folder, "https://arkiv.example")
    (meeting,) = rows(folder, "meetings")
    assert meeting["address"] == f"https://arkiv.example{MEETING}"
    assert (meeting["date"], meeting["start"], meeting["closed_items"]) == (datetime.date(2025, 3, 4), "17:00", 1)
    first, closed, last = rows(folder, "items")
    assert first["outcomes"] == ["approved", "postponed"]
    assert first["recommendation"] == "at projektet godkendes\nat der bevilges 400.000 kr."
    assert first["summary"] == "Stien er slidt."
    assert (closed["open"], closed["title"], closed["decision"]) == (False, "Køb af grund", None)
    assert last["kind"] == "briefing"
    decided = rows(folder, "decisions")
    assert (decided[0]["for"], decided[0]["against_by"], decided[0]["dissents"]) == (
        11,
        ["Ø"],
        ["Ø ønskede en bredere sti."],
    )
    assert rows(folder, "references")[0]["date"] == datetime.date(2024, 11, 5)
    assert [person["name"] for person in rows(folder, "people")] == ["Bo Kær", "Ida Holm", "Per Lund"]
    assert {row["present"] for row in rows(folder, "presences")} == {True, False}
    assert counts == {table.name: len(rows(folder, table.name)) for table in dictionary.EXPORTED}


def test_every_row_points_at_rows_that_are_there(folder: Path) -> None:
    votes = Votes(for_=1, for_by=("Ida Holm",))
    decided = (Decision(text="Godkendt.", outcome=Outcome.APPROVED, votes=votes),)
    imported(item("3", "Ny skole", journal_number=KLE), body="Teknisk Udvalg", date=datetime.date(2025, 2, 3))
    imported(
        item("9", "Ny skole", journal_number=KLE, decisions=decided),
        present=(Person(name="Ida Holm"),),
        absent=(Absentee(name="Bo Kær"),),
    )
    export(folder)
    (case,) = rows(folder, "cases")
    assert (case["steps"], case["first"], case["last"]) == (2, datetime.date(2025, 2, 3), datetime.date(2025, 3, 4))
    for table in dictionary.EXPORTED:
        found = rows(folder, table.name)
        assert found or table.name == "references", table.name
        assert len({tuple(row[name] for name in table.key) for row in found}) == len(found)
        for field in table.fields:
            if field.points_to:
                there = {row["address"] for row in rows(folder, field.points_to)}
                assert {row[field.name] for row in found} - {None} <= there, (table.name, field.name)


def test_the_agendas_recommendation_stands_beside_the_decision_of_minutes_without_one(folder: Path) -> None:
    services.import_reading(reading(rich_minutes()))
    bare = item("12", "Renovering af cykelsti langs Strandvejen", sections=())
    imported(bare, document=DocumentKind.AGENDA, place="Et andet sted")
    export(folder)
    assert rows(folder, "items")[0]["recommendation"] is not None


def test_nothing_closed_is_in_the_export(folder: Path) -> None:
    words = "Yderst fortroligt"
    services.import_reading(reading(rich_minutes()))
    hidden = Attachment(title=f"{words} bilag", file="fortroligt.pdf", open=False)
    whole = item(
        "2",
        f"{words} titel",
        open=None,
        sections=(section(words),),
        decisions=(Decision(text=words, outcome=Outcome.APPROVED, dissents=(words,)),),
        attachments=(hidden,),
        journal_number=KLE,
    )
    imported(item("1", attachments=(hidden,)), whole, body="Økonomiudvalget", attachments=(hidden,))
    services.import_reading(
        reading(minutes(item("1", f"{words} punkt", open=False), body="Børneudvalget"), media_type="application/xml")
    )
    # What is open in the agenda and closed in the minutes is closed.
    imported(
        item("4", "Grund", sections=(section(f"{words} pris"),)), document=DocumentKind.AGENDA, body="Ejendomsudvalget"
    )
    imported(item("4", "Grund", open=False), body="Ejendomsudvalget")
    export(folder)
    told = [str(rows(folder, table.name)) for table in dictionary.EXPORTED]
    assert not any("ortrolig" in text or "emmelig" in text for text in told)
    assert [row["case"] for row in rows(folder, "items") if not row["open"]] == [None] * 4


def test_an_empty_archive_gives_empty_tables(folder: Path) -> None:
    assert set(export(folder).values()) == {0}
    assert rows(folder, "items") == []


def test_the_descriptor_explains_every_field_in_both_languages(folder: Path) -> None:
    imported()
    export(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in dictionary.EXPORTED]
    for resource in package["resources"]:
        columns = read_parquet(folder / resource["path"]).schema.names
        assert [field["name"] for field in resource["schema"]["fields"]] == columns
        for field in [resource, *resource["schema"]["fields"]]:
            assert field["description"]
            assert field["description_da"]
            assert field["description"] != field["description_da"]
        for key in resource["schema"]["foreignKeys"]:
            assert key["reference"]["resource"] in {table.name for table in dictionary.EXPORTED}


def test_a_new_export_takes_the_place_of_the_old_one(folder: Path) -> None:
    export(folder)
    imported()
    export(folder)
    assert len(rows(folder, "items")) == 1
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_export_that_fails_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported()
    export(folder)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "write", full)
    with pytest.raises(OSError, match="No space"):
        export(folder)
    assert len(rows(folder, "items")) == 1
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_many_rows_are_written_in_batches(tmp_path: Path) -> None:
    person = {"municipality": None, "name": "Ida Holm"}
    many = ({**person, "address": dictionary.Address(f"/havnby/person/{number}")} for number in range(4500))
    assert parquet.write(tmp_path / "people.parquet", dictionary.PEOPLE, many, "") == 4500
    assert rows(tmp_path, "people")[4499]["address"] == "/havnby/person/4499"


def test_the_command_writes_the_export_and_says_how_much(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    imported()
    status, out, err = run(capsys, "export", folder, "--site", "https://arkiv.example/")
    assert (status, out) == (0, "")
    assert "1 meetings with 1 items" in err
    assert rows(folder, "items")[0]["address"] == f"https://arkiv.example{MEETING}/1"


def test_the_command_never_writes_over_what_is_not_its_own(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "brev.txt").write_text("Kære Ida", encoding="utf-8")
    status, _, err = run(capsys, "export", folder)
    assert status == 1
    assert "something else" in err
    assert [path.name for path in folder.iterdir()] == ["brev.txt"]
    assert run(capsys, "export", folder / "brev.txt")[0] == 1


@pytest.mark.parametrize("site", ["arkiv.example", "ftp://arkiv.example", "https://"])
def test_the_command_refuses_a_site_that_is_none(capsys: pytest.CaptureFixture[str], folder: Path, site: str) -> None:
    assert run(capsys, "export", folder, "--site", site)[0] == 2


def test_the_handbook_has_every_field() -> None:
    written = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", OPEN_DATA, re.MULTILINE | re.DOTALL))
    for table in dictionary.documented():
        assert re.findall(r"^\| `(\w+)` \|", written[table.name], re.MULTILINE) == list(table.names)
