"""Files that change while they are read, or lie damaged: what is kept and what is read are of the same bytes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.factories import MINUTES_TEXT, read_file

from sagsgang import __version__
from sagsgang.web.archive import files, importing, services
from sagsgang.web.archive.models import Document, Item
from sagsgang.web.archive.readings import Reading, Unread, read_in_turns
from sagsgang.web.archive.rereading import reread

pytestmark = pytest.mark.django_db

LATER = MINUTES_TEXT.replace("Ny cykelsti langs Strandvejen", "Ny havnefront")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "referat.txt"
    made.write_text(MINUTES_TEXT, encoding="utf-8")
    return made


def imported(paths: Iterator[Path]) -> list[importing.Imported]:
    return list(importing.import_files(paths, reader=__version__, workers=1))


def test_a_file_that_is_replaced_before_it_is_read_is_in_as_what_was_read(file: Path) -> None:
    def paths() -> Iterator[Path]:
        yield file
        # By now it has been looked at, and waits to be read.
        file.write_text(LATER, encoding="utf-8")

    [result] = imported(paths())
    assert result.outcome is services.Outcome.NEW
    document = Document.objects.get()
    assert files.path_of(document.sha256).read_bytes() == file.read_bytes()
    assert document.sha256 == document.content["source"]["sha256"] == files.digest(file.read_bytes())
    assert document.text == LATER
    assert Item.objects.filter(title="Ny havnefront").exists()


def test_a_file_that_somebody_is_writing_is_left_to_the_next_import(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_while_it_grows(paths: Any, **how: Any) -> Iterator[list[Reading | Unread]]:
        for readings in read_in_turns(paths, **how):
            with file.open("a", encoding="utf-8") as writer:
                writer.write("\nPunkt 5: Eventuelt\n")
            yield readings

    def paths() -> Iterator[Path]:
        yield file
        file.write_text(LATER, encoding="utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(importing, "read_in_turns", read_while_it_grows)
        [result] = imported(paths())
    assert result.refusal == "was changed while it was read; import it once it is done"
    assert not Document.objects.exists()
    [result] = imported(iter([file]))
    assert result.outcome is services.Outcome.NEW
    assert Item.objects.filter(title="Eventuelt").exists()


def test_a_file_that_is_gone_before_it_is_read_is_told(file: Path) -> None:
    def paths() -> Iterator[Path]:
        yield file
        file.unlink()

    [result] = imported(paths())
    assert result.refusal.startswith("cannot be opened")
    assert not Document.objects.exists()


def test_an_original_that_lies_damaged_is_not_read_anew(file: Path) -> None:
    services.import_reading(read_file(MINUTES_TEXT, reader="0.0.1"))
    before = Document.objects.get()
    files.path_of(before.sha256).write_text(LATER, encoding="utf-8")
    [entry] = list(reread(__version__, workers=1))
    assert entry.failure == "lies damaged in the data folder; the earlier reading stays, put the original back"
    after = Document.objects.get()
    assert (after.text, after.content, after.reader) == (before.text, before.content, "0.0.1")
    files.path_of(before.sha256).write_text(MINUTES_TEXT, encoding="utf-8")
    [entry] = list(reread(__version__, workers=1))
    assert not entry.failure
    assert Document.objects.get().reader == __version__
