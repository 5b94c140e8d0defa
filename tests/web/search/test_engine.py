"""What the engine finds, in which order, how it counts, and what it never shows."""

import datetime
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.search.helpers import ask, engine_of, entry, titles

from sagsgang.web.archive.search.engine import Engine, IndexUnusableError, Order
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import understand

PLACES = (
    entry("Skole A", item=1, topic="17.04.00", date=datetime.date(2023, 5, 1)),
    entry("Skole B", item=2, topic="17.10.00", body="skoleudvalget", kind="briefing", outcomes=("noted",)),
    entry("Skole C", item=3, topic="05.01.02", municipality="soelund", outcomes=("rejected", "postponed")),
    entry("Skole D", item=4, municipality="soelund", body="boerne-og-skoleudvalget", date=None),
)


def found(engine: Engine, words: str = "skole", **filters: object) -> list[int]:
    return sorted(hit.item for hit in ask(engine, words, **filters).hits)


@pytest.mark.parametrize(
    ("filters", "items"),
    [
        ({}, [1, 2, 3, 4]),
        ({"municipalities": ("havnby",)}, [1, 2]),
        ({"municipalities": ("havnby", "soelund")}, [1, 2, 3, 4]),
        ({"bodies": ("byraadet",)}, [1, 3]),
        ({"bodies": ("havnby/byraadet", "skoleudvalget")}, [1, 2]),
        ({"municipalities": ("soelund",), "bodies": ("byraadet", "skoleudvalget")}, [3]),
        ({"outcomes": ("postponed", "noted")}, [2, 3]),
        ({"kinds": ("briefing",)}, [2]),
        ({"topics": ("17",)}, [1, 2]),
        ({"topics": ("17.04", "05.01.02")}, [1, 3]),
        ({"since": datetime.date(2024, 1, 1)}, [2, 3]),
        ({"until": datetime.date(2024, 1, 1)}, [1]),
        ({"since": datetime.date(2024, 1, 1), "until": datetime.date(2023, 1, 1)}, [1]),
        ({"municipalities": ("findes-ikke",)}, []),
        ({"topics": ("1",)}, []),
    ],
)
def test_a_facet_takes_any_of_its_values_and_all_facets_must_pass(
    filters: dict[str, object], items: list[int], tmp_path: Path
) -> None:
    engine = engine_of(tmp_path, *PLACES)
    assert found(engine, **filters) == found(engine, "", **filters) == items
    assert ask(engine, "skole", **filters).count == len(items)


@pytest.mark.parametrize(
    ("allowed", "items"),
    [
        (None, [1, 2, 3, 4]),
        (frozenset(), []),
        (frozenset({"havnby/"}), [1, 2]),
        (frozenset({"havnby/skoleudvalget", "soelund/"}), [2, 3, 4]),
        (frozenset({"soelund/byraadet"}), [3]),
        (frozenset({"byraadet"}), []),
    ],
)
def test_nobody_finds_or_counts_what_they_may_not_see(
    allowed: frozenset[str] | None, items: list[int], tmp_path: Path
) -> None:
    engine = engine_of(tmp_path, *PLACES)
    for words in ("skole", "", "skol*", '"skole"', "-hus", "kommune:havnby kommune:sølund", "skole -udfald:udgår"):
        seen = ask(engine, words, allowed=allowed)
        assert sorted(hit.item for hit in seen.hits) == items
        assert seen.count == len(items)
        assert sum(number for _, number in seen.facets.get("municipality", ())) == len(items)
    narrowed = ask(engine, "skole", allowed=allowed, municipalities=("havnby",))
    assert sum(number for _, number in narrowed.facets.get("municipality", ())) == len(items)


def test_the_hits_are_counted_by_what_they_are(tmp_path: Path) -> None:
    facets = {name: dict(values) for name, values in ask(engine_of(tmp_path, *PLACES), "skole").facets.items()}
    assert facets == {
        "municipality": {"havnby": 2, "soelund": 2},
        "body": {"byraadet": 2, "skoleudvalget": 1, "boerne-og-skoleudvalget": 1},
        "outcome": {"approved": 2, "noted": 1, "rejected": 1, "postponed": 1},
        "kind": {"decision": 3, "briefing": 1},
        "topic": {"17": 2, "05": 1},
        "year": {"2025": 2, "2023": 1},
    }


def test_a_facet_that_is_narrowed_still_counts_its_other_values(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, *PLACES)
    seen = ask(engine, "skole", municipalities=("havnby",), kinds=("decision",), since=datetime.date(2023, 1, 1))
    assert seen.count == 1
    assert dict(seen.facets["municipality"]) == {"havnby": 1, "soelund": 1}
    assert dict(seen.facets["kind"]) == {"decision": 1, "briefing": 1}
    assert dict(seen.facets["body"]) == {"byraadet": 1}


def test_years_are_counted_latest_first(tmp_path: Path) -> None:
    assert [year for year, _ in ask(engine_of(tmp_path, *PLACES), "").facets["year"]] == ["2025", "2023"]


def test_hits_in_the_title_stand_before_hits_in_the_text(tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path,
        entry("Budget", "Skole, skole og atter skole. Skolen er en skole.", item=1),
        entry("Orientering om en lang række forhold ved en skole og andre steder i byen", item=2),
    )
    assert [hit.item for hit in ask(engine, "skole").hits] == [2, 1]


def test_all_words_in_the_title_stand_before_one_of_them(tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path,
        entry("Skole", "Skolen får et budget. Budget, budget, budget.", item=1),
        entry("Et meget langt punkt om budget og om en enkelt skole i den nordlige del af byen", item=2),
    )
    assert [hit.item for hit in ask(engine, "budget skole").hits] == [2, 1]


def test_the_score_falls_from_hit_to_hit(tmp_path: Path) -> None:
    of = [entry("Skole", item=1), entry("B", "En skole", item=2), entry("C", "Skolestruktur", item=3)]
    scores = [hit.score for hit in ask(engine_of(tmp_path, *of), "skole").hits]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("words", ["", "skole"])
def test_items_come_by_date_where_that_is_asked_for_and_those_without_last(words: str, tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path, *(entry("Skole", item=year, date=datetime.date(year, 1, 1)) for year in (2023, 2025, 2024)),
        entry("Skole", item=1, date=None),
    )  # fmt: skip
    assert [hit.item for hit in ask(engine, words, order=Order.NEWEST).hits] == [2025, 2024, 2023, 1]
    assert [hit.item for hit in ask(engine, words, order=Order.OLDEST).hits] == [2023, 2024, 2025, 1]


@pytest.mark.parametrize("order", Order)
def test_pages_follow_each_other_without_gap_or_repetition(order: Order, tmp_path: Path) -> None:
    # A third has the word in the title, so that pages reach from one sort of hit into the other.
    engine = engine_of(
        tmp_path,
        *(entry("Skole" if number % 3 == 0 else "Sag", "skole " * number, item=number) for number in range(40)),
    )
    pages = [
        engine.search(understand("skole"), Filters(), order=order, offset=offset, limit=7) for offset in range(0, 42, 7)
    ]
    items = [hit.item for page in pages for hit in page.hits]
    whole = engine.search(understand("skole"), Filters(), order=order, limit=50)
    assert items == [hit.item for hit in whole.hits]
    assert len(items) == len(set(items)) == pages[0].count == whole.count


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"ny cykelsti"', ["Ny cykelsti"]),
        ('"ny cykelsti', ["Ny cykelsti", "Cykelsti, ny", "Cykelsti"]),
        ("cykelsti -ny", ["Cykelsti"]),
        ('cykelsti -"ny cykelsti"', ["Cykelsti, ny", "Cykelsti"]),
        ("cykel*", ["Ny cykelsti", "Cykelsti, ny", "Cykelsti"]),
        ("cykelsti -cyk*", []),
        ("cykelsti på den til", ["Ny cykelsti", "Cykelsti, ny", "Cykelsti"]),
        ("AEldre", ["Ældre"]),
        ("aeldre", ["Ældre"]),
        ("-cykelsti", ["Ældre"]),
    ],
)
def test_questions_are_answered_as_they_are_asked(words: str, expected: list[str], tmp_path: Path) -> None:
    assert set(titles(tmp_path, words, "Ny cykelsti", "Cykelsti, ny", "Cykelsti", "Ældre")) == set(expected)


LOOSE = (
    "Ny cykelsti langs stranden", "Gammel cykelsti", "Stranden ved havnen", "Budget", "Padelbaner", "Rygning i haven",
    "Demensvenlige byer", "Beredskab", *(f"Orientering nummer {number}" for number in range(12)),
)  # fmt: skip


def loose(folder: Path) -> Engine:
    return engine_of(folder, *(entry(title, item=number) for number, title in enumerate(LOOSE)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cykelsti stranden belysning", [0, 1, 2]),
        ("cykelsti langs stranden belysning kloak", [0, 1, 2]),
        ("hvad koster cykelsti ved stranden", [0, 1, 2]),
        ('"ny cykelsti" langs stranden belysning', [0]),
        ("cykelsti budget", [3, 0, 1]),
        ("stranden findesikke", [2, 0]),
        ("gangsti", [0, 1]),
        ("padel", [4]),
        ("ryger", [5]),
        ("demente", [6]),
        ("beredskap", [7]),
        ("beredskabsplan", [7]),
    ],
)
def test_where_few_have_all_the_words_whatever_points_to_them_follows(
    words: str, expected: list[int], tmp_path: Path
) -> None:
    seen = ask(loose(tmp_path), words)
    assert sorted(hit.item for hit in seen.hits) == sorted(expected)
    assert seen.hits[0].item == expected[0]
    assert seen.loosely
    assert seen.count == len(seen.hits) == sum(number for _, number in seen.facets["kind"])


def test_a_rare_word_points_more_strongly_than_a_frequent_one(tmp_path: Path) -> None:
    of = [entry("Skole", item=number) for number in range(5)] + [entry("Vandværk", item=9), entry("Andet", item=10)]
    others = [entry("Budget", item=number) for number in range(20, 40)]
    assert ask(engine_of(tmp_path, *of, *others), "skole vandværk").hits[0].item == 9


@pytest.mark.parametrize("words", ["cykelsti", "findesikke", '"cykelsti ny"', "cykel*", "-cykelsti langs budget"])
def test_phrases_and_what_is_shut_out_are_never_loosened(words: str, tmp_path: Path) -> None:
    hits = [hit.item for hit in ask(loose(tmp_path), words).hits]
    assert all("cykelsti" in LOOSE[hit] for hit in hits) or 0 not in hits


def test_a_word_that_is_nearly_everywhere_points_nowhere(tmp_path: Path) -> None:
    assert [hit.item for hit in ask(loose(tmp_path), "orientering budget").hits] == [3]


def test_the_items_with_all_the_words_stand_before_those_with_some(tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path, entry("Vandværk", item=1), entry("Budget", "Om skole og vandværk.", item=2), entry("Skole", item=3)
    )
    assert ask(engine, "skole vandværk").hits[0].item == 2


def test_nobody_is_shown_loosely_what_they_may_not_see(tmp_path: Path) -> None:
    assert ask(loose(tmp_path), "cykelsti belysning", allowed=frozenset({"soelund/"})).hits == ()


def test_where_enough_have_all_the_words_no_others_are_shown(tmp_path: Path) -> None:
    all_words = [entry("Ny cykelsti langs stranden", item=number) for number in range(10)]
    seen = ask(engine_of(tmp_path, *all_words, entry("Ny cykelsti", item=99)), "ny cykelsti stranden")
    assert (seen.count, seen.loosely) == (10, False)


@pytest.mark.parametrize(
    ("words", "items"),
    [("§ 11", [1]), ("§11", [1]), ("§ 79 b", [2]), ("§ 79", [2, 3]), ("§ 7", []), ("-§ 79", [1])],
)
def test_a_paragraph_of_a_law_is_one_thing(words: str, items: list[int], tmp_path: Path) -> None:
    texts = {1: "Efter lovens § 11, side 79.", 2: "Se loven § 79 b, stk. 11.", 3: "Loven §§ 79 i sin helhed"}
    assert found(engine_of(tmp_path, *(entry("Sag", text, item=item) for item, text in texts.items())), words) == items


def test_a_phrase_does_not_reach_from_one_text_into_the_next(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, entry("Ny", decision="Cykelsti"))
    assert found(engine, '"ny cykelsti"') == []


def test_a_phrase_of_three_words_needs_all_of_them_in_their_order(tmp_path: Path) -> None:
    of = ("Ny rød cykelsti", "Ny rød bil, rød cykelsti")
    assert titles(tmp_path, '"ny rød cykelsti"', *of) == ["Ny rød cykelsti"]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("skole udvalg:Skoleudvalget", [2]),
        ("skole udvalg:børne", [4]),
        ('udvalg:"Børne- og Skoleudvalget"', [4]),
        ("udvalg:sølund/byrådet", [3]),
        ('kommune:"Sølund Kommune"', [3, 4]),
        ("kommune:havnby kommune:sølund", [1, 2, 3, 4]),
        ("skole -kommune:havnby", [3, 4]),
        ("-udfald:godkendt", [2, 3]),
        ("udfald:udsat", [3]),
        ('udfald:"taget til efterretning"', [2]),
        ("type:orientering", [2]),
        ("emne:17", [1, 2]),
        ("emne:17.04", [1]),
        ("fra:2024", [2, 3]),
        ("til:1.5.2023", [1]),
        ("år:2025", [2, 3]),
        ("aar:2023-2025", [1, 2, 3]),
        ("-år:2025", [1, 4]),
        ("udvalg:findesikke", []),
    ],
)
def test_fields_of_a_question_narrow_it(words: str, items: list[int], tmp_path: Path) -> None:
    assert found(engine_of(tmp_path, *PLACES), words) == items


def test_a_field_and_a_filter_must_both_pass(tmp_path: Path) -> None:
    assert found(engine_of(tmp_path, *PLACES), "kommune:havnby", municipalities=("soelund",)) == []


def test_a_meeting_that_is_forgotten_is_not_found(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, *PLACES)
    with engine.writer() as writer:
        writer.forget_meeting(2)
        writer.commit()
    assert (found(engine), engine.count()) == ([1, 3, 4], 3)


def test_what_was_not_committed_is_not_found_and_the_next_one_can_write(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, entry("Skole"))

    def interrupted() -> None:
        with engine.writer() as writer:
            writer.add(entry("Skole", item=2))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with engine.writer() as writer:
        writer.add(entry("Skole", item=3))
        writer.commit()
    assert found(engine) == [1, 3]


def test_counts_follow_the_index(tmp_path: Path) -> None:
    engine, reader = engine_of(tmp_path, entry("Skole")), Engine(tmp_path / "index")
    assert ask(reader, "skole").count == 1
    with engine.writer() as writer:
        writer.add(entry("Skole", item=2))
        writer.commit()
    assert ask(reader, "skole").count == 2


def test_a_missing_index_is_said_to_be_unusable(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "nowhere")
    for call in (engine.count, lambda: ask(engine, "skole"), lambda: engine.suggest(understand("skole"))):
        with pytest.raises(IndexUnusableError):
            call()
    with pytest.raises(IndexUnusableError), engine.writer():
        pass


@pytest.mark.parametrize("suffix", ["meta.json", ".idx", ".store", ".term", ".fast"])
def test_a_damaged_index_is_said_to_be_unusable(suffix: str, tmp_path: Path) -> None:
    engine_of(tmp_path, *PLACES)
    # A copy, since nobody may cut short a file that is in use.
    copy = Path(shutil.copytree(tmp_path / "index", tmp_path / "damaged"))
    assert [path.write_bytes(b"{") for path in copy.rglob(f"*{suffix}")]
    with pytest.raises(IndexUnusableError):
        ask(Engine(copy), "skole")


def test_two_indexes_do_not_know_of_each_other(tmp_path: Path) -> None:
    public, internal = engine_of(tmp_path / "a", entry("Skole")), engine_of(tmp_path / "b", entry("Skole", item=2))
    assert (found(public), found(internal)) == ([1], [2])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("small"), *PLACES)


@given(words=st.text(max_size=300) | st.text(alphabet='"*-():/+.~^[]{}\\ abcåudfald:17', max_size=120))
def test_no_question_makes_the_engine_fail(words: str, small: Engine) -> None:
    assert 0 <= ask(small, words).count <= len(PLACES)
    small.suggest(understand(words))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("x" * 10_000, 4),
        ("skole " * 2_000, 4),
        ('"' * 9_999, 4),
        ("*" * 50, 4),
        ("-skole", 0),
        ("-findesikke -hellerikke", 4),
        ("\x00\x1b[\u202e", 4),
        ("skole\x00", 4),
        ("udfald:" * 400, 4),
        ("http://havnby", 0),
    ],
)
def test_nonsense_is_answered_kindly(words: str, count: int, small: Engine) -> None:
    assert ask(small, words).count == count
