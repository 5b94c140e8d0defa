"""Beside the results: what was found by what it is, and the filters that are on."""

import datetime
import html
import re

import pytest
from django.test import Client
from tests.web.factories import imported, item, section

from sagsgang.model import Decision, JournalNumber, Outcome
from sagsgang.web.archive import index

pytestmark = pytest.mark.django_db

TOPICS_USED = ("17.04.00", "17.10.00", "05.01.02")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def facet(text: str, key: str) -> dict[str, tuple[int, str]]:
    """Name to count and address of one facet."""
    part = text.partition(f'id="facet-{key}"')[2].partition("</section>")[0]
    return {
        name: (int(count), address)
        for address, name, count in re.findall(r'<a href="([^"]+)">([^<]+)</a> <span class="count">(\d+)', part)
    }


def chosen_in(text: str, key: str) -> dict[str, int]:
    """The values of a facet that are chosen, with their counts."""
    part = text.partition(f'id="facet-{key}"')[2].partition("</section>")[0]
    pattern = r'class="on"><span class="sr-only">[^<]+</span>([^<]+)<.*?<span class="count">(\d+)'
    return {name: int(count) for name, count in re.findall(pattern, part, re.DOTALL)}


def found(text: str) -> int:
    match = re.search(r'role="status">(\d+) ', text)
    assert match
    return int(match[1])


def active(text: str) -> dict[str, str]:
    """Filters that are on: what is said of each, and the address without it."""
    part = text.partition('<ul class="chosen"')[2].partition("</ul>")[0]
    links = re.findall(r'<a href="([^"]+)"><span class="sr-only">[^<]+</span>([^<]+)<', part)
    return {name: address for address, name in links}


@pytest.fixture
def archive() -> None:
    rejected = (Decision(text="Afvist.", outcome=Outcome.REJECTED),)
    imported(item("1", "Ny skole"), item("2", "Gammel skole", decisions=rejected))
    imported(item("1", "Skole i skoven"), date=datetime.date(2024, 5, 6), body="Skoleudvalget")
    imported(item("1", "Skole ved søen"), municipality="Sølund Kommune")
    imported(item("1", "Ny vej"), municipality="Sølund Kommune", date=datetime.date(2023, 1, 2))
    index.update()


@pytest.mark.usefixtures("archive")
def test_the_hits_are_counted_by_municipality_body_outcome_and_year(client: Client) -> None:
    text = page(client, "/soeg?q=skole")
    counts = {key: {n: c for n, (c, _) in facet(text, key).items()} for key in ("kommune", "udvalg", "udfald", "aar")}
    assert counts == {
        "kommune": {"Havnby Kommune": 3, "Sølund Kommune": 1},
        "udvalg": {"Byrådet": 3, "Skoleudvalget": 1},
        "udfald": {"Godkendt": 3, "Afvist": 1},
        "aar": {"2025": 3, "2024": 1},
    }


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("key", ["kommune", "udvalg", "udfald", "aar", "type", "emne"])
def test_every_count_is_what_its_link_finds(client: Client, key: str) -> None:
    for name, (count, address) in facet(page(client, "/soeg?q=skole&orden=nyeste&side=1"), key).items():
        narrower = page(client, f"/soeg{address}")
        assert found(narrower) == count, name
        assert name not in facet(narrower, key)
        [(said, without)] = active(narrower).items()
        assert said.endswith(f": {name}")
        assert found(page(client, f"/soeg{without}")) == 4
        assert "orden=nyeste" in without
        assert "side=" not in address


@pytest.mark.usefixtures("archive")
def test_filters_add_up_and_each_is_taken_away_alone(client: Client) -> None:
    text = page(client, "/soeg?q=skole&kommune=Havnby&udfald=approved&fra=2025-01-01&til=2025-12-31&type=decision")
    assert found(text) == 1
    assert list(active(text)) == [
        "Kommune: Havnby Kommune",
        "Udfald: Godkendt",
        "Punktets type: Til beslutning",
        "År: 2025",
    ]
    assert found(page(client, "/soeg" + active(text)["Udfald: Godkendt"])) == 2


@pytest.mark.usefixtures("archive")
def test_several_values_of_a_facet_are_chosen_beside_each_other(client: Client) -> None:
    one = page(client, "/soeg?q=skole&kommune=havnby")
    assert chosen_in(one, "kommune") == {"Havnby Kommune": 3}
    count, address = facet(one, "kommune")["Sølund Kommune"]
    both = page(client, f"/soeg{address}")
    assert (count, found(both)) == (1, 4)
    assert chosen_in(both, "kommune") == {"Havnby Kommune": 3, "Sølund Kommune": 1}
    assert list(active(both)) == ["Kommune: Havnby Kommune", "Kommune: Sølund Kommune"]
    assert found(page(client, "/soeg" + active(both)["Kommune: Havnby Kommune"])) == 1


@pytest.mark.usefixtures("archive")
def test_a_chosen_value_without_hits_stays_to_be_taken_away(client: Client) -> None:
    text = page(client, "/soeg?q=skole&udfald=elected")
    assert found(text) == 0
    assert chosen_in(text, "udfald") == {"Valgt": 0}
    assert facet(text, "udfald")["Afvist"][0] == 1


@pytest.mark.usefixtures("archive")
def test_years_take_turns(client: Client) -> None:
    text = page(client, "/soeg?q=skole&fra=2025-01-01&til=2025-12-31")
    assert chosen_in(text, "aar") == {"2025": 3}
    assert list(active(page(client, "/soeg" + facet(text, "aar")["2024"][1]))) == ["År: 2024"]


@pytest.mark.usefixtures("archive")
def test_the_form_keeps_the_values_that_its_lists_do_not_show(client: Client) -> None:
    text = page(client, "/soeg?q=skole&udfald=approved&udfald=rejected&emne=17&emne=18&orden=aeldste")
    assert '<option value="approved" selected>' in text
    for name, value in (("udfald", "rejected"), ("emne", "17"), ("emne", "18"), ("orden", "aeldste")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "query", ["udfald=x", "type=x&type=y", "emne=skole", "udfald=", "kommune=&kommune=", "orden=x"]
)
def test_values_that_make_no_sense_are_left_out(client: Client, query: str) -> None:
    text = page(client, f"/soeg?q=skole&{query}")
    assert found(text) == 4
    assert active(text) == {}


def test_topics_are_counted_by_main_group(client: Client) -> None:
    numbers = [JournalNumber(raw=f"{topic}-P20-1-25", scheme="kle", valid=True, topic=topic) for topic in TOPICS_USED]
    imported(*(item(str(at), "Skole", journal_number=number) for at, number in enumerate(numbers, 1)))
    index.update()
    text = page(client, "/soeg?q=skole")
    counts = {name: count for name, (count, _) in facet(text, "emne").items()}
    assert counts == {"17 Folkeskole": 2, "05 Veje og trafik": 1}
    assert found(page(client, "/soeg" + facet(text, "emne")["17 Folkeskole"][1])) == 2


@pytest.mark.usefixtures("archive")
def test_a_misspelt_word_is_offered_put_right(client: Client) -> None:
    text = page(client, "/soeg?q=skkole&udfald=approved")
    link = re.search(r'Mente du <a href="([^"]+)">skole</a>', text)
    assert link
    assert found(page(client, f"/soeg{link[1]}")) == 3
    assert "Mente du" not in page(client, "/soeg?q=skole")


@pytest.mark.usefixtures("archive")
def test_items_with_some_of_the_words_are_said_to_be_that(client: Client) -> None:
    text = page(client, "/soeg?q=gammel skole belysning")
    assert "Punkter med nogle af dem, eller med ord der ligner, er også vist" in text
    assert "Gammel" in text
    assert "de fleste af dem" not in page(client, "/soeg?q=gammel skole")


@pytest.mark.parametrize("word", ["demente", "udvalg:byrådet demente", "Demente!"])
def test_of_a_single_word_it_is_not_said_that_items_lack_some(client: Client, word: str) -> None:
    imported(item("1", "Ny demenspolitik"), *(item(str(number), f"Sag {number}") for number in range(2, 30)))
    index.update()
    text = page(client, f"/soeg?q={word}")
    assert found(text) == 1
    assert "har alle ordene" not in text


@pytest.mark.usefixtures("archive")
def test_a_field_that_was_not_understood_is_named(client: Client) -> None:
    text = page(client, "/soeg?q=skole udfald:blåt <b>:x")
    assert "Dette blev ikke forstået og er ikke med i søgningen: udfald:blåt" in text
    assert "ikke forstået" not in page(client, "/soeg?q=skole udfald:godkendt")


@pytest.mark.usefixtures("archive")
def test_fields_are_a_question_without_words(client: Client) -> None:
    text = page(client, "/soeg?q=udfald:afvist")
    assert found(text) == 1
    assert "ingen ord at søge efter" not in text


@pytest.mark.usefixtures("archive")
def test_dates_that_are_no_whole_year_are_shown_as_dates(client: Client) -> None:
    text = page(client, "/soeg?q=skole&fra=2024-02-01&til=2025-12-31")
    assert list(active(text)) == ["Fra dato: 1. februar 2024", "Til dato: 31. december 2025"]
    assert facet(text, "aar") != {}


@pytest.mark.usefixtures("archive")
def test_a_filter_nobody_knows_is_named_as_it_was_given_and_can_be_taken_away(client: Client) -> None:
    text = page(client, "/soeg?q=skole&kommune=findes-ikke")
    assert found(text) == 0
    assert found(page(client, "/soeg" + active(text)["Kommune: findes-ikke"])) == 4


def test_rare_values_are_folded_away(client: Client) -> None:
    for number in range(11):
        imported(item(title="Skole"), body=f"Udvalg {number:02}")
    index.update()
    text = page(client, "/soeg?q=skole")
    assert "3 flere" in text
    assert len(facet(text, "udvalg")) == 11


def test_a_meeting_without_a_date_is_counted_in_no_year(client: Client) -> None:
    imported(date=None)
    imported(date=datetime.date(2025, 3, 4))
    imported(date=datetime.date(1999, 3, 4))
    index.update()
    assert set(facet(page(client, "/soeg?q=cykelsti"), "aar")) == {"2025", "1999"}


def test_a_body_that_is_not_stated_is_counted_as_such(client: Client) -> None:
    imported(municipality=None, body=None)
    imported()
    index.update()
    text = page(client, "/soeg?q=cykelsti")
    assert "Kommune ikke oplyst" in facet(text, "kommune")
    address = facet(text, "udvalg")["Råd eller udvalg ikke oplyst"][1]
    assert found(page(client, f"/soeg{address}")) == 1


def test_results_are_in_the_order_that_was_asked_for(client: Client) -> None:
    imported(item("1", "Skole, skole, skole"), date=datetime.date(2023, 1, 1))
    imported(item("1", "Budget", sections=(section("Også en skole."),)), date=datetime.date(2025, 1, 1))
    index.update()
    best, newest = page(client, "/soeg?q=skole"), page(client, "/soeg?q=skole&orden=nyeste")
    assert best.index("1. januar 2023") < best.index("1. januar 2025")
    assert newest.index("1. januar 2025") < newest.index("1. januar 2023")
    oldest = page(client, "/soeg?orden=aeldste")
    assert oldest.index("1. januar 2023") < oldest.index("1. januar 2025")
    assert 'href="?q=skole&orden=nyeste"' in best
    assert 'href="?q=skole&orden=aeldste"' in best
    assert 'href="?q=skole"' in newest


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("nonsense", ["***", "!?", '""', "- -"])
def test_a_question_without_words_is_said_to_be_one(client: Client, nonsense: str) -> None:
    text = page(client, f"/soeg?q={nonsense}")
    assert "Der var ingen ord at søge efter" in text
    assert found(text) == 5


@pytest.mark.usefixtures("archive")
def test_no_question_at_all_shows_everything_without_a_remark(client: Client) -> None:
    text = page(client, "/soeg?q=")
    assert "ingen ord at søge efter" not in text
    assert found(text) == 5


@pytest.mark.usefixtures("archive")
def test_the_search_of_a_municipality_and_of_a_body_stays_there(client: Client) -> None:
    assert '<input type="hidden" name="kommune" value="havnby">' in page(client, "/havnby")
    body = page(client, "/havnby/skoleudvalget")
    assert (
        '<input type="hidden" name="kommune" value="havnby"><input type="hidden" name="udvalg" value="skoleudvalget">'
        in body
    )


def test_the_bars_of_tables_are_not_shown_in_a_hit(client: Client) -> None:
    imported(item(sections=(section("Skole | 12 | 14\nHal | 3 | 4"),)))
    index.update()
    assert " | " not in page(client, "/soeg?q=skole").partition('class="snippet"')[2].partition("</p>")[0]
