"""The word list is read once from its packages and kept in a cache, and survives what happens to that."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagsgang.danish.lexicon import Lexicon, lexicon

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the word list has been kept."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        asked_anew()
    return folder


@pytest.fixture
def cache(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the filled cache folder, in use."""
    folder = tmp_path / "cache"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    yield folder
    lexicon.cache_clear()


def asked_anew() -> Lexicon:
    lexicon.cache_clear()
    return lexicon()


def knows_danish(asked: Lexicon) -> bool:
    known = ("økonomien", "børnehaveklassen", "og", "møde")
    return all(asked.knows(word) for word in known) and not asked.knows("ækånømien")


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_gives_the_same_answers(cache: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in kept(cache)}
    assert written
    assert knows_danish(asked_anew())
    assert {path: path.stat().st_mtime_ns for path in kept(cache)} == written


def test_a_damaged_cache_is_made_anew(cache: Path) -> None:
    for path in kept(cache):
        path.write_bytes(b"\x00 not what was written")
    assert knows_danish(asked_anew())
    assert all(len(path.read_bytes()) > 1000 for path in kept(cache))


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    assert knows_danish(asked_anew())
    assert in_the_way.read_text() == "no folder"
    lexicon.cache_clear()


def test_a_compound_is_known_by_its_parts_and_nonsense_is_not() -> None:
    asked = lexicon()
    assert asked.probability("skolebestyrelsesmødet") > 0
    assert asked.probability("skølebæstyrelsesmådet") == 0
    assert asked.probability("") == 0


def test_the_letters_around_a_slot_tell_which_letter_is_likely() -> None:
    ae, oe, aa = lexicon().letter_odds("s*ndagsm*de", 8)
    assert oe > ae
    assert abs(ae + oe + aa - 1) < 1e-9
