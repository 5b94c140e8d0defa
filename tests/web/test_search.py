"""Finding items: which ones, in which order, and never what is closed."""

import datetime
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from tests.web.factories import imported, item, minutes, reading, rich_minutes, section

from sagsgang.model import Decision, ItemKind, Outcome
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Meeting
from sagsgang.web.archive.search.engine import IndexUnusableError
from sagsgang.web.archive.selectors import search as selectors

pytestmark = pytest.mark.django_db


def found(words: str, **filters: object) -> list[str]:
    index.update()
    results = selectors.search(words, selectors.filters_from(**filters))  # type: ignore[arg-type]
    return [hit.item.title for hit in results.found]


def test_an_item_is_found_by_its_title_its_text_and_its_decision() -> None:
    imported(
        item(
            title="Ny svømmehal",
            sections=(section("Taget over bassinet er utæt."),),
            decisions=(Decision(text="Forkastet.", outcome=Outcome.REJECTED),),
        )
    )
    for words in ("svømmehal", "bassin", "forkastet", "svoemmehallen utæt", "havnby svømmehal", "byrådet bassinet"):
        assert found(words) == ["Ny svømmehal"], words


def test_the_items_with_all_the_words_come_first() -> None:
    imported(item(title="Ny svømmehal"), item("2", title="Ny skole"), item("3", title="Budget"))
    assert found("ny skole") == ["Ny skole", "Ny svømmehal"]
    assert set(found("skole svømmehal")) == {"Ny skole", "Ny svømmehal"}


def test_a_title_counts_more_than_a_mention() -> None:
    imported(
        item("1", title="Budget", sections=(section("Blandt andet skolen."),)),
        item("2", title="Skolen i Nordbyen", sections=(section("Om en bygning."),)),
    )
    assert found("skole") == ["Skolen i Nordbyen", "Budget"]


def test_a_phrase_is_found_as_it_stands_only() -> None:
    imported(item("1", title="Ny cykelsti"), item("2", title="Cykelsti, ny"))
    assert found('"ny cykelsti"') == ["Ny cykelsti"]


def test_a_word_can_be_shut_out() -> None:
    imported(item("1", title="Ny skole"), item("2", title="Gammel skole"))
    assert found("skole -gammel") == ["Ny skole"]


def test_a_beginning_finds_longer_words() -> None:
    imported(item("1", title="Skolebestyrelsens beretning"), item("2", title="Skov"))
    assert found("skole*") == ["Skolebestyrelsens beretning"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"municipalities": ["Havnby"]}, {"A", "B"}),
        ({"municipalities": ["havnby kommune"], "bodies": ["Skoleudvalget"]}, {"B"}),
        ({"bodies": ["byraadet"]}, {"A", "C"}),
        ({"since": datetime.date(2025, 5, 1)}, {"B", "C"}),
        ({"until": datetime.date(2025, 5, 1)}, {"A", "B"}),
        ({"since": datetime.date(2025, 5, 1), "until": datetime.date(2025, 5, 1)}, {"B"}),
        ({"outcomes": ["rejected"]}, {"C"}),
        ({"kinds": ["briefing"]}, {"B"}),
        ({"municipalities": ["Findes ikke"]}, set()),
    ],
)
def test_filters_narrow_what_is_found(filters: dict[str, object], expected: set[str]) -> None:
    rejected = (Decision(text="Afvist.", outcome=Outcome.REJECTED),)
    imported(item(title="A"), date=datetime.date(2025, 4, 1))
    imported(item(title="B", kind=ItemKind.BRIEFING), date=datetime.date(2025, 5, 1), body="Skoleudvalget")
    imported(item(title="C", decisions=rejected), date=datetime.date(2025, 6, 1), municipality="Sølund Kommune")
    assert set(found("forvaltningen", **filters)) == expected
    assert set(found("", **filters)) == expected


def test_without_words_the_newest_come_first() -> None:
    for month in (3, 5, 4):
        imported(item(title=str(month)), date=datetime.date(2025, month, 1))
    assert found("") == ["5", "4", "3"]


def test_nothing_closed_is_ever_found() -> None:
    services.import_reading(reading(rich_minutes()))
    imported(item(title="Skjult uden svar", open=None, sections=(section("Fortroligt indhold"),)), place="x")
    for words in ("hemmelig", "hemmeligt", '"hemmeligt godkendt"', "prisen", "fortroligt", "skjult"):
        assert found(words) == [], words
    # What is open may have the other word; nothing else may follow from the closed one.
    assert sorted(found("hemmeligt godkendt")) == sorted(found("godkendt"))


def test_what_is_imported_again_is_found_once() -> None:
    old = reading(minutes(item(title="Gammel udgave")))
    services.import_reading(old)
    assert found("udgave") == ["Gammel udgave"]
    newer = reading(minutes(item(title="Ny udgave")), reader="2")
    services.import_reading(type(old)(data=old.data, text="", content=newer.content, location="x"))
    assert found("udgave") == ["Ny udgave"]
    assert selectors.search("udgave", selectors.filters_from()).count == 1


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    imported(*(item(str(number), f"Sag {number}") for number in range(1, 31)))
    index.update()
    filters = selectors.filters_from()
    pages = [selectors.search("sag", filters, page=page, size=12) for page in (1, 2, 3)]
    titles = [hit.item.title for page in pages for hit in page.found]
    assert len(titles) == len(set(titles)) == pages[0].count == 30
    assert selectors.search("sag", filters, page=99, size=12).page == 3


def test_a_hit_shows_the_words_marked() -> None:
    imported(item(title="Renovering af cykelsti", sections=(section("Cykelstierne er slidte."),)))
    index.update()
    [hit] = selectors.search("cykelsti", selectors.filters_from()).found
    assert [piece.text for piece in hit.title if piece.marked] == ["cykelsti"]
    assert [piece.text for piece in hit.snippet if piece.marked] == ["Cykelstierne"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=200) | st.text(alphabet='"*-()[]{}^~:\\/+ abcå', max_size=80))
def test_no_question_makes_the_search_fail(words: str) -> None:
    if not Meeting.objects.exists():
        imported()
    index.update()
    assert selectors.search(words, selectors.filters_from()).count <= 1


def test_an_index_that_lags_behind_catches_up() -> None:
    imported(item(title="Første"))
    assert index.update() == 1
    assert index.update() == 0
    imported(item(title="Anden"), place="x")
    assert index.update() == 1


def test_a_missing_index_is_made_anew(settings: Settings, tmp_path: Path) -> None:
    imported(item(title="Ny skole"))
    assert found("skole") == ["Ny skole"]
    settings.INDEX_ROOT = tmp_path / "elsewhere"
    assert not index.is_sound()
    with pytest.raises(IndexUnusableError):
        selectors.search("skole", selectors.filters_from())
    assert index.rebuild() == 1
    assert index.is_sound()
    assert found("skole") == ["Ny skole"]


@pytest.mark.parametrize("suffix", ["meta.json", ".idx", ".store", ".term", ".fast"])
def test_a_damaged_index_is_noticed_and_made_anew(settings: Settings, tmp_path: Path, suffix: str) -> None:
    imported(item(title="Ny skole"))
    index.update()
    # A copy, since nobody may cut short a file that is in use.
    settings.INDEX_ROOT = shutil.copytree(settings.INDEX_ROOT, tmp_path / "damaged")
    damaged = [path for path in settings.INDEX_ROOT.rglob(f"*{suffix}") if path.write_bytes(b"{")]
    assert damaged
    assert not index.is_sound()
    index.rebuild()
    assert index.is_sound()
    assert found("skole") == ["Ny skole"]


def test_an_index_of_another_database_is_noticed() -> None:
    meeting = imported(item(title="Ny skole"))
    index.update()
    meeting.delete()
    assert not index.is_sound()
