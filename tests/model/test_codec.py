"""The JSON form: what was written is read again as it was, and what nobody wrote is refused with the place."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from sagsgang.model import Decision, DocumentFormatError, Item, Minutes, Outcome, Repair, Votes, from_json, to_json


def _minutes() -> Minutes:
    votes = Votes(for_=11, against=4, against_by=("Ø",))
    decision = Decision(text="Godkendt.", outcome=Outcome.APPROVED, votes=votes, at=(40, 49))
    return Minutes(
        body="Byrådet",
        date=datetime.date(2024, 3, 12),
        start=datetime.time(16, 0),
        items=(Item(number="1", title="Budget", open=True, decisions=(decision,), at={"heading": (0, 9)}),),
        repairs=(Repair(at=(3, 7), was="sk?l", is_="skål", certainty=1),),
    )


def test_a_document_is_the_same_after_a_way_through_text() -> None:
    assert from_json(json.loads(json.dumps(to_json(_minutes())))) == _minutes()


def test_words_that_python_reserves_stand_in_the_json_as_the_contract_has_them() -> None:
    written = to_json(_minutes())
    assert written["items"][0]["decisions"][0]["votes"]["for"] == 11
    assert written["repairs"][0]["is"] == "skål"


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert from_json({**to_json(_minutes()), "mood": "good"}) == _minutes()


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("schema", "sagsgang/2", "sagsgang/2"),
        ("body", 7, "document.body must be a string"),
        ("date", "2024-13-45", "document.date"),
        ("document", "poem", "document.document"),
        ("items", {}, "document.items must be a list"),
        ("items", [{"open": "yes"}], r"document.items\[0\].open must be true or false"),
        ("at", {"body": [1]}, "document.at.body must be 2 values"),
        ("at", {"body": [1, True]}, r"document.at.body\[1\] must be a whole number"),
        ("noise", [{"at": [0, 1]}], r"document.noise\[0\]"),
    ],
)
def test_what_is_amiss_is_told_with_its_place(key: str, value: Any, told: str) -> None:
    with pytest.raises(DocumentFormatError, match=told):
        from_json({**to_json(_minutes()), key: value})


@pytest.mark.parametrize("certainty", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_have_is_refused(certainty: str) -> None:
    written = json.dumps(to_json(_minutes())).replace('"certainty": 1', f'"certainty": {certainty}')
    with pytest.raises(DocumentFormatError, match="finite"):
        from_json(json.loads(written))


@pytest.mark.parametrize("data", [None, [], "sagsgang/1", {}])
def test_what_is_no_object_of_the_schema_is_refused(data: Any) -> None:
    with pytest.raises(DocumentFormatError, match="not a document of schema"):
        from_json(data)
