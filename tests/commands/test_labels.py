"""`sagsgang read` with labels of one's own: `--labels FILE` and `SAGSGANG_LABELS`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.commands.calls import REFERAT

OWN_LABELS = '[sections.decision]\nstrong = ["Hvad vi blev enige om"]\n'


@pytest.fixture
def unusual(tmp_path: Path) -> Path:
    path = tmp_path / "andet.txt"
    path.write_text(REFERAT.replace("Beslutning", "Hvad vi blev enige om"), encoding="utf-8")
    return path


def test_labels_of_ones_own_are_understood(
    read: Any, unusual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = tmp_path / "labels.toml"
    labels.write_text(OWN_LABELS, encoding="utf-8")
    assert read(unusual).documents[0]["items"][0]["decisions"] == []
    assert read("--labels", labels, unusual).documents[0]["items"][0]["decisions"][0]["text"] == "Godkendt."
    monkeypatch.setenv("SAGSGANG_LABELS", str(labels))
    assert read(unusual).documents[0]["items"][0]["decisions"][0]["text"] == "Godkendt."


def test_a_place_of_ones_own_in_small_letters_is_understood_behind_its_label(
    read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels, minutes = tmp_path / "labels.toml", tmp_path / "andet.txt"
    labels.write_text('[facts.place]\nvalues = ["tingstue"]\n', encoding="utf-8")
    minutes.write_text("Referat\nByrådet\n13. august 2025\nMødested tingstuen, Havnby\n\n1. Ny sti\n\nBeslutning\n"
                       "Godkendt.\n", encoding="utf-8")  # fmt: skip
    assert read(minutes).documents[0]["place"] is None
    monkeypatch.setenv("SAGSGANG_LABELS", str(labels))
    assert read(minutes).documents[0]["place"] == "tingstuen, Havnby"


BAD_LABELS = {
    "no TOML": b"[sections",
    "no text": b"\xff\xfe\x00",
    "an unknown table": b"[labels]\n",
    "an unknown kind": b'[sections.beslutning]\nstrong = ["x"]\n',
    "an unknown fact": b'[facts.weather]\nlabels = ["Vejr"]\n',
    "labels that are no list": b"[sections.decision]\nstrong = 5\n",
    "labels that are no words": b"[sections.decision]\nstrong = [5]\n",
    "a word for a list of labels": b'[sections.decision]\nstrong = "Afgjort"\n',
    "an empty label": b'[sections.decision]\nstrong = [""]\n',
    "values of a fact that has none": b'[facts.date]\nvalues = ["x"]\n',
    "an empty value": b'[facts.place]\nvalues = [""]\n',
    "a strength that does not exist": b'[sections.decision]\nstrongest = ["x"]\n',
    "facts that are no table": b"facts = 5\n",
    "a fact that is no table": b"[facts]\ndate = 5\n",
    "sections that are no table": b"sections = 5\n",
    "noise that is no list": b"[noise]\nnavigation = 5\n",
}


@pytest.mark.parametrize("what", BAD_LABELS)
def test_a_bad_file_of_labels_is_a_wrong_call(
    what: str, read: Any, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = tmp_path / "labels.toml"
    labels.write_bytes(BAD_LABELS[what])
    outcome = read("--labels", labels, good)
    assert (outcome.status, outcome.out, len(outcome.complaints)) == (2, "", 1)
    assert str(labels) in outcome.err
    monkeypatch.setenv("SAGSGANG_LABELS", str(labels))
    assert read(good).err == outcome.err


@pytest.mark.parametrize("place", ["nowhere.toml", "."])
def test_a_file_of_labels_that_is_not_there_is_a_wrong_call(place: str, read: Any, good: Path, tmp_path: Path) -> None:
    outcome = read("--labels", tmp_path / place, good)
    assert (outcome.status, outcome.out, len(outcome.complaints)) == (2, "", 1)
