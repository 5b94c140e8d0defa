"""The JSON of a meeting on the platform: what its keys say becomes facts, what they hold becomes lines."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagsgang.reading.extract.firstagenda import extract_firstagenda
from sagsgang.reading.extracted import Extract, Fact, Line, Shape, UnreadableError

ZERO = "00000000-0000-0000-0000-000000000000"
CONTAINER = (
    "<div id='sagsfremstillingContainer'><h3>Beslutningstema</h3><span class='beslutningstema'><meta charset='utf-8'>"
    "<title>Dagsordenspunkt</title><p><span>Udvalget tager stilling til havnens plan.</span></p><p>&nbsp;</p></span>"
    "<h3>Indstilling</h3><span class='indstilling'><p>Direktøren indstiller,</p><ol><li>at planen godkendes</li></ol>"
    "<h3>Et mellemrum i teksten</h3><p>med mere.</p></span></div>"
)


def meeting(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "Id": "1b7c0c1e-1111-4222-8333-444455556666",
        "Udvalg": {"Id": ZERO, "Navn": "Havneudvalget"},
        "Moede": {"Id": ZERO, "Dato": "2031-05-04T14:00:00+02:00", "Sted": "Rådhussalen", "Navn": "Referat"},
        "TillaegsDagsorden": False,
        "Dagsordenpunkter": [item()],
        "Lydfiler": [],
    }
    return whole | changes


def item(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "Number": "3",
        "Navn": "Plan for havnen",
        "SagsNummer": "31/26257",
        "IsOpen": True,
        "Sorting": 3,
        "AgendaUid": ZERO,
        "Felter": [{"Navn": "Sagsfremstilling", "Html": CONTAINER, "Tekst": "", "Link": "", "DocumentId": ZERO}],
        "Bilag": [{"Id": ZERO, "Navn": "Kort", "Order": 2}, {"Id": ZERO, "Navn": "Notat", "Order": 1}],
    }
    return whole | changes


def read(value: Any) -> Extract:
    return extract_firstagenda(json.dumps(value).encode())


def facts(extract: Extract, fact: Fact) -> list[Line]:
    return [line for line in extract.lines if line.fact is fact]


def values(extract: Extract, fact: Fact) -> list[dict[str, Any]]:
    return [dict(line.value) for line in facts(extract, fact)]


def test_the_meeting_is_told_by_its_keys() -> None:
    extract = read(meeting())
    assert values(extract, Fact.DOCUMENT) == [{"kind": "minutes"}]
    assert [line.text for line in facts(extract, Fact.BODY)] == ["Havneudvalget"]
    assert values(extract, Fact.DATE) == [{"iso": "2031-05-04"}]
    assert values(extract, Fact.START) == [{"iso": "14:00"}]
    assert [line.text for line in facts(extract, Fact.PLACE)] == ["Rådhussalen"]
    assert extract.diagnostics == ()


def test_an_item_has_its_number_title_openness_and_case_number() -> None:
    extract = read(meeting())
    assert values(extract, Fact.ITEM) == [{"number": "3", "title": "Plan for havnen", "open": True}]
    assert facts(extract, Fact.ITEM)[0].text == "3. Plan for havnen"
    assert values(extract, Fact.OPENNESS) == [{"open": True}]
    assert [line.text for line in facts(extract, Fact.JOURNAL_NUMBER)] == ["31/26257"]


def test_labels_are_the_container_s_headings_and_not_those_of_the_running_text() -> None:
    extract = read(meeting())
    assert [line.text for line in facts(extract, Fact.LABEL)] == ["Beslutningstema", "Indstilling"]
    assert "Dagsordenspunkt" not in extract.text
    shapes = {line.text: line.shape for line in extract.lines}
    assert shapes["at planen godkendes"] is Shape.NUMBERED
    assert shapes["Et mellemrum i teksten"] is Shape.HEADING


def test_a_field_without_labels_of_its_own_is_labelled_by_its_name() -> None:
    fields = [
        {"Navn": "Resume", "Html": "<p>Kort sagt.</p>"},
        {"Navn": "Beslutning", "Tekst": "Godkendt.\nAfbud: Ingen"},
    ]
    extract = read(meeting(Dagsordenpunkter=[item(Felter=fields, Bilag=[])]))
    assert [line.text for line in extract.lines[-5:]] == [
        "Resume",
        "Kort sagt.",
        "Beslutning",
        "Godkendt.",
        "Afbud: Ingen",
    ]
    assert [line.text for line in facts(extract, Fact.LABEL)] == ["Resume", "Beslutning"]


def test_a_label_is_not_said_twice_when_the_text_begins_with_it() -> None:
    extract = read(meeting(Dagsordenpunkter=[item(Felter=[{"Navn": "Resume", "Html": "<h3>Resume</h3><p>Kort.</p>"}])]))
    assert [line.text for line in extract.lines].count("Resume") == 1
    assert "Resume" in [line.text for line in facts(extract, Fact.LABEL)]


def test_attachments_stand_in_their_order_and_say_of_openness_what_the_file_says() -> None:
    attachments = [{"Navn": "Kort", "Order": 2, "IsOpen": False}, {"Navn": "Notat", "Order": 1}]
    assert values(read(meeting(Dagsordenpunkter=[item(Bilag=attachments)])), Fact.ATTACHMENT) == [
        {"number": None, "title": "Notat", "file": None},
        {"number": None, "title": "Kort", "file": None, "open": False},
    ]


def test_the_other_spelling_of_the_keys_is_read_too() -> None:
    other = {"Punktnummer": "7", "Caption": "Ny skole", "CaseNumber": "30/1", "Felter": [], "IsOpen": False}
    extract = read(meeting(Dagsordenpunkter=[other]))
    assert values(extract, Fact.ITEM) == [{"number": "7", "title": "Ny skole", "open": False}]
    assert [line.text for line in facts(extract, Fact.JOURNAL_NUMBER)] == ["30/1"]


@pytest.mark.parametrize("missing", [{}, {"IsOpen": None}, {"IsOpen": ""}])
def test_an_item_that_does_not_say_whether_it_is_open_does_not_guess(missing: dict[str, Any]) -> None:
    extract = read(meeting(Dagsordenpunkter=[{"Number": "1", "Navn": "Valg"} | missing]))
    assert values(extract, Fact.ITEM) == [{"number": "1", "title": "Valg", "open": None}]
    assert facts(extract, Fact.OPENNESS) == []


def test_an_item_without_number_or_title_is_still_an_item() -> None:
    extract = read(meeting(Dagsordenpunkter=[{"IsOpen": False}, {"Number": "2"}]))
    assert values(extract, Fact.ITEM) == [
        {"number": None, "title": None, "open": False},
        {"number": "2", "title": None, "open": None},
    ]


def test_items_follow_the_platform_s_sorting() -> None:
    items = [item(Number="2", Sorting=2), item(Number="1", Sorting=1)]
    assert [value["number"] for value in values(read(meeting(Dagsordenpunkter=items)), Fact.ITEM)] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "supplementary", "kind"),
    [
        ("Referat", False, "minutes"),
        ("Lukket referat", False, "minutes"),
        ("Referat 1. behandling budget", True, "minutes"),
        ("Dagsorden", False, "agenda"),
        ("Dagsorden", True, "supplementary_agenda"),
        ("Tillægsdagsorden", False, "supplementary_agenda"),
    ],
)
def test_the_kind_of_document_is_what_it_calls_itself(name: str, supplementary: bool, kind: str) -> None:
    extract = read(meeting(Moede={"Navn": name}, TillaegsDagsorden=supplementary))
    assert values(extract, Fact.DOCUMENT) == [{"kind": kind}]


@pytest.mark.parametrize(
    ("written", "date", "start"),
    [
        ("2031-05-04T14:00:00.0000000+02:00", "2031-05-04", "14:00"),
        ("2031-05-04T22:30:00Z", "2031-05-05", "00:30"),
        ("2031-05-04T00:00:00", "2031-05-04", None),
        ("2031-05-04", "2031-05-04", None),
        ("/Date(1935662400000)/", "2031-05-04", "14:00"),
        ("0001-01-01T00:00:00", None, None),
        ("2031-13-45T99:00:00", None, None),
        ("snart", None, None),
        (None, None, None),
        (17, None, None),
    ],
)
def test_dates_are_danish_time_and_the_zero_date_is_nothing(written: Any, date: str | None, start: str | None) -> None:
    extract = read(meeting(Moede={"Dato": written}))
    assert [value["iso"] for value in values(extract, Fact.DATE)] == ([date] if date else [])
    assert [value["iso"] for value in values(extract, Fact.START)] == ([start] if start else [])


@pytest.mark.parametrize(
    "written",
    [
        "Ask Berg (B)\r\nBo Clausen (V)",
        "<p>Ask Berg (B)</p><p>Bo Clausen (V)</p>",
        ["Ask Berg (B)", {"Navn": "Bo Clausen (V)"}],
    ],
)
def test_participants_are_one_a_line_however_they_are_given(written: Any) -> None:
    extract = read(meeting(Moede={"Moededeltagere": written}))
    assert [line.text for line in facts(extract, Fact.PRESENT)] == ["Ask Berg (B)", "Bo Clausen (V)"]


def test_text_under_an_unknown_key_is_kept_and_told() -> None:
    extract = read(
        meeting(Dagsordenpunkter=[item(Bemaerkning={"Note": "<p>Husk kortet</p>", "Uid": ZERO, "Antal": 4})])
    )
    assert "Husk kortet" in [line.text for line in extract.lines]
    assert [(one.code, "Note" in one.message) for one in extract.diagnostics] == [("unknown-key", True)]


def test_sound_files_are_noise() -> None:
    extract = read(meeting(Lydfiler=[{"Id": ZERO, "Navn": "Mødets lyd"}]))
    assert [line.noise for line in extract.lines if line.text == "Mødets lyd"] == ["sound files"]
    assert extract.diagnostics == ()


def test_a_decision_given_beside_the_fields_is_read_once() -> None:
    fields = [{"Navn": "Beslutning", "Html": "<p>Godkendt.</p>"}]
    again = read(meeting(Dagsordenpunkter=[item(Felter=fields, ItemDecision={"Html": "<p>Godkendt.</p>"})]))
    alone = read(meeting(Dagsordenpunkter=[item(Felter=[], ItemDecision="Godkendt.")]))
    assert again.text.count("Godkendt.") == 1
    assert alone.text.count("Beslutning\nGodkendt.") == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"Dagsordenpunkter": [', "malformed"),
        (b"[" * 200_000, "malformed"),
        (b'{"Dagsordenpunkter": [' + b"9" * 5000 + b"]}", "malformed"),
        (b'{"Udvalg": {"Udvalg 2030": []}}', "not-supported"),
        (b"[]", "not-supported"),
        (b"17", "not-supported"),
        (b'{"Dagsordenpunkter": []}', "empty"),
    ],
)
def test_what_is_no_meeting_is_told_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        extract_firstagenda(data)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)


_KEYS = st.sampled_from(
    [
        "Navn",
        "Html",
        "Tekst",
        "Felter",
        "Bilag",
        "IsOpen",
        "Number",
        "Order",
        "Dato",
        "Sorting",
        "ItemDecision",
        "Andet",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet="aæ<p>&;\ud800\x00 1-", max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_JSON, max_size=3), _JSON, _JSON)
def test_any_tree_of_values_gives_lines_or_one_sentence(items: list[Any], body: Any, moede: Any) -> None:
    whole = meeting(Dagsordenpunkter=[*items, {"Number": "9", "Navn": "Fast punkt"}], Udvalg=body, Moede=moede)
    assert "Fast punkt" in read(whole).text


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_bytes_give_lines_or_one_sentence(data: st.DataObject) -> None:
    whole = bytearray(json.dumps(meeting(), ensure_ascii=False).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        extract = extract_firstagenda(bytes(whole))
    except UnreadableError as refused:
        extract = None
        told = str(refused)
    assert extract.text if extract else told
