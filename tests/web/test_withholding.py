"""A name that was published by mistake goes from everything that the public can ask for, and stays away."""

import dataclasses
import hashlib
import html
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from arro3.io import read_parquet
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.reading.picture_reading import Picture
from tests.web.factories import MINUTES_TEXT, day, editor, imported, item, minutes, put, read_file, reading, section
from tests.web.test_sources import pdf

from sagsgang.model import (
    Absentee,
    Attachment,
    Decision,
    DocumentKind,
    Outcome,
    Person,
    SectionKind,
    Votes,
)
from sagsgang.web.accounts import access
from sagsgang.web.archive import corpus_cases, index, services
from sagsgang.web.archive.corrections import MeansNothingError, correct, reveal, withhold
from sagsgang.web.archive.models import (
    Case,
    Change,
    Document,
    FormerCaseSlug,
    Item,
    Meeting,
    Reread,
    Rereading,
    Withholding,
)
from sagsgang.web.archive.models import Person as PersonRow
from sagsgang.web.archive.outputs import dictionary
from sagsgang.web.archive.outputs.package import export
from sagsgang.web.archive.readings import Reading
from sagsgang.web.archive.selectors import search as finding

pytestmark = pytest.mark.django_db
MEETING = "/havnby/byraadet/2025-03-04"
PLACE = "https://havnby.example/klage-fra-tove-bruun"
WORDS = "Tove Bruun"
NARROWED = ("/soeg", "/sammenlign", "/abonnement", "?q=")
TOLD = re.compile(r"tove|bruun", re.IGNORECASE)

TEXT = MINUTES_TEXT[: MINUTES_TEXT.index("Punkt 3")]
TEXT = TEXT.replace("Ny cykelsti langs Strandvejen", "Klage fra Tove Bruun over stien").replace(
    "Stien er slidt,", "Borgeren Tove\nBruun skriver, at stien er slidt. Tove Bruuns klage er fra TOVE BRU-\nUN,"
)
AGENDA = TEXT.replace("Referat\n", "Dagsorden\n").replace("Beslutning\nGodkendt.\n", "")


def crawled(client: Client, *more: str) -> Iterator[tuple[str, str]]:
    """Every page, picture and file of data that links and endings lead to, with what it says."""
    waiting, seen = ["/", "/soeg?q=stien", "/soeg?q=klage", "/genlaesning", "/emne", *more], set[str]()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or address.startswith(("/static", "/sprog", "/log")):
            continue
        seen.add(address)
        answer = client.get(address)
        data = b"".join(answer) if answer.streaming else answer.content
        yield address, " ".join(unquote(html.unescape(data.decode(errors="replace"))).split())
        if 300 <= answer.status_code < 400:
            waiting.append(answer.headers["Location"])
        elif answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            links = [html.unescape(link) for link in re.findall(r'(?:href|src)="([^"]+)"', data.decode())]
            # The ways to narrow a search have no end.
            waiting += [urljoin(address, link) for link in links if not link.startswith(NARROWED)]
            waiting += _beside(*address.partition("?"))
        assert len(seen) < 1_000
    assert len(seen) > 30


def _beside(path: str, mark: str, query: str) -> Iterator[str]:
    """What no link need lead to: the same as data, in other documents, as the source."""
    if path == "/" or path.endswith("/kilde"):
        return
    yield from (f"{path}.{form}{mark}{query}" for form in ("json", "csv", "atom", "ics"))
    if not mark:
        yield f"{path}/kilde"
        for number in (2, 3):
            yield from (f"{path}?dokument={number}{more}" for more in ("", "&forskel=1"))
            yield from (f"{path}{end}?dokument={number}" for end in ("/kilde", ".json", ".csv"))


def told_in(client: Client, *more: str) -> list[str]:
    """Where the words, or one of them, can be read."""
    return [address for address, said in crawled(client, *more) if TOLD.search(said) or TOLD.search(address)]


def the_meeting(body: str = "byraadet") -> Meeting:
    return Meeting.objects.select_related("body").get(body__slug=body)


def hide(body: str = "byraadet", words: str = WORDS, name: str = "ida", reason: str = "Navnet er en borgers") -> None:
    withhold(actor=editor(name), meeting=the_meeting(body), words=words, reason=reason)
    index.update()


def everywhere(tmp_path: Path) -> None:
    """The name in an agenda, in minutes of two versions, in corrections, in a case of two bodies and in a report."""
    services.import_reading(read_file(AGENDA, name="Klage_fra_Tove_Bruun.txt"))
    slip = TEXT.replace("Godkendt.", "Tove Bruun fik ret.", 1)
    services.import_reading(dataclasses.replace(pdf(slip, tmp_path / "Tove Bruun.pdf"), location=PLACE))
    services.import_reading(dataclasses.replace(pdf(TEXT, tmp_path / "b.pdf"), location=PLACE))
    imported(item("5", "Klage fra Tove Bruun over stien"), body="Teknisk Udvalg", date=day(10, 2))
    row = Item.objects.select_related("meeting__body").get(meeting__body__slug="byraadet", number="2")
    correct(actor=editor(), meeting=row.meeting, item=row, field="competence", text="Ikke Tove Bruun", reason="Bruun")
    correct(
        actor=editor(),
        meeting=row.meeting,
        item=None,
        field="place",
        text="Hos Tove Bruun",
        reason="Set hos Tove Bruun",
    )
    run = Rereading.objects.create(reader="2", started_at=timezone.now())
    Reread.objects.create(
        rereading=run, document=Document.objects.latest("pk"), reader_was="1", changes=[["2", WORDS, None]]
    )
    index.update()


def test_the_name_is_in_nothing_that_the_public_can_ask_for(client: Client, tmp_path: Path) -> None:
    everywhere(tmp_path)
    [case] = Case.objects.all()
    assert case.slug == "klage-fra-tove-bruun-over-stien"
    before = told_in(client)
    assert len(before) > 20
    hide()
    hide("teknisk-udvalg")
    # The reason of a correction has one of the two words alone.
    hide(words="Bruun")
    asked = (f"/soeg?q={word}&{more}" for word in ("tove", "bruun", "tove+bruun", "tove+brun") for more in ("", "a=b"))
    answers = [address for address in told_in(client, *before, *asked) if "q=" not in address and address not in before]
    assert answers == []
    for address in before:
        said = client.get(address)
        text = b"".join(said) if said.streaming else said.content
        asked_back = re.sub(r'(value|href|content)="[^"]*"|<title>[^<]*', "", text.decode(errors="replace"))
        assert not TOLD.search(asked_back), address
    assert finding.search("tove", finding.filters_from()).count == 0
    assert finding.search("bruuns", finding.filters_from()).count == 0
    assert "over stien" in client.get(f"{MEETING}/2").content.decode()


def test_the_name_is_in_no_row_that_pages_read_and_in_no_export(tmp_path: Path) -> None:
    everywhere(tmp_path)
    hide()
    hide("teknisk-udvalg")
    kept = {"archive_document", "archive_provenance", "archive_correction", "archive_withholding", "archive_reread"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("archive_", "accounts_")) and table not in kept:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of our own
                assert not TOLD.search(str(cursor.fetchall())), table
    export(tmp_path / "ud", "https://arkiv.example")
    for table in dictionary.EXPORTED:
        read = read_parquet(tmp_path / "ud" / f"{table.name}.parquet").read_all()
        assert not TOLD.search(str([read.column(name).to_pylist() for name in read.column_names])), table.name
    for file in (tmp_path / "ud").iterdir():
        assert file.suffix == ".parquet" or not TOLD.search(file.read_text(encoding="utf-8"))


def test_names_in_lists_votes_attachments_and_html_go_as_well(client: Client, tmp_path: Path) -> None:
    votes = Votes(for_by=("Tove Bruun", "Ida Holm"))
    prose = section(
        "Se Tove Bruun.", html='<p>Se <b>Tove</b>&nbsp;Bruun <a href="https://x.example/tove-bruun">her</a></p>'
    )
    put(
        item(
            "1",
            "Klage",
            sections=(prose, section("Tove Bruun", kind=SectionKind.OTHER, heading="Brev fra Tove Bruun")),
            decisions=(
                Decision(text="Vedtaget.", outcome=Outcome.APPROVED, votes=votes, dissents=("Tove Bruun: nej",)),
            ),
            attachments=(Attachment(title="Brev", file="Tove%20Bruun.pdf", open=True),),
            officers=("Tove Bruun",),
        ),
        present=(Person(name="Tove Bruun", party="A"), Person(name="Ida Holm")),
        absent=(Absentee(name="Bo Kær", reason="rejser med Tove Bruun"),),
    )
    index.update()
    assert client.get("/havnby/person/tove-bruun").status_code == 200
    hide()
    assert told_in(client) == []
    assert client.get("/havnby/person/tove-bruun").status_code == 404
    assert list(PersonRow.objects.values_list("name", flat=True)) == ["Bo Kær", "Ida Holm"]


def test_a_person_of_other_meetings_stays_there(client: Client) -> None:
    put(present=(Person(name="Tove Bruun"),))
    put(present=(Person(name="Tove Bruun"),), date=day(11))
    withhold(actor=editor(), meeting=Meeting.objects.get(date=day(4)), words=WORDS, reason="y")
    said = client.get("/havnby/person/tove-bruun.json").json()
    assert [seat["present"] for seat in said["seats"]] == [1]


def test_an_address_made_of_the_name_leads_nowhere(client: Client) -> None:
    put(item("1", "Klage fra Tove Bruun"))
    put(item("1", "Klage fra Tove Bruun"), body="Teknisk Udvalg", date=day(10, 2))
    put(item("1", "Noget helt andet"), body="Økonomiudvalget", date=day(17, 2))
    slug = Case.objects.get().slug
    assert client.get(f"/havnby/sag/{slug}").status_code == 200
    hide()
    assert client.get(f"/havnby/sag/{slug}").status_code == 404
    hide("teknisk-udvalg")
    assert client.get(f"/havnby/sag/{slug}").status_code == 404
    # What is left of two titles does not make them one case.
    assert not Case.objects.exists()
    assert not FormerCaseSlug.objects.exists()


def test_an_address_that_led_to_the_item_from_its_former_case_goes(client: Client) -> None:
    put(item("1", "Klage fra Tove Bruun"))
    put(item("1", "Klage fra Tove Bruun"), body="Teknisk Udvalg", date=day(10, 2))
    other = Item.objects.select_related("meeting__body").get(meeting__body__slug="teknisk-udvalg")
    correct(actor=editor(), meeting=other.meeting, item=other, field="title", text="En anden sag", reason="y")
    assert FormerCaseSlug.objects.filter(slug="klage-fra-tove-bruun").exists()
    hide()
    assert client.get("/havnby/sag/klage-fra-tove-bruun").status_code == 404


def test_it_stays_away_in_a_better_reading_a_new_version_and_another_document(client: Client) -> None:
    first = put(item("1", "Sti", sections=(section("Brev fra Tove Bruun"),)), location=PLACE)
    hide()
    put(item("1", "Sti", sections=(section("Et brev fra Tove Bruun"),)), instead_of=first, reader="2")
    services.read_anew(
        Document.objects.get(), reading(minutes(item("1", "Sti", sections=(section("Tove Bruun ny"),))), reader="3")
    )
    put(item("1", "Sti", sections=(section("Breve fra Tove Bruun"),)), location=PLACE)
    put(
        item("1", "Sti", sections=(section("Tove Bruun"),)),
        document=DocumentKind.AGENDA,
        attachments=(Attachment(title=WORDS),),
    )
    services.derive_all()
    index.rebuild()
    assert Meeting.objects.get().papers.count() == 3
    assert told_in(client) == []


def test_a_document_that_goes_to_another_meeting_takes_it_along(client: Client) -> None:
    paths = item("1", "Ny sti"), item("2", "Brev fra Tove Bruun")
    first = put(*paths, location="/a.txt")
    put(*paths, document=DocumentKind.AGENDA)
    hide()
    moved = minutes(item("7", "Fra Tove Bruun til havnen"), date=day(25))
    services.read_anew(
        Document.objects.get(papers_kind=None) if False else _document(first), reading(moved, reader="2")
    )
    index.update()
    assert Meeting.objects.count() == 2
    assert told_in(client) == []
    assert Withholding.objects.filter(withdrawn_at=None).count() == 2


def _document(read: Reading) -> Document:
    return Document.objects.get(sha256=hashlib.sha256(read.data).hexdigest())


def test_a_meeting_that_gets_another_day_keeps_what_is_withheld(client: Client) -> None:
    first = put(item("1", "Brev fra Tove Bruun"), location=PLACE)
    hide()
    moved = minutes(item("1", "Brev fra Tove Bruun"), date=day(25))
    services.read_anew(_document(first), reading(moved, reader="2"))
    index.update()
    assert client.get("/havnby/byraadet/2025-03-25/1").status_code == 200
    assert told_in(client, MEETING) == []


def test_two_documents_that_come_together_bring_both_their_words(client: Client) -> None:
    first = put(item("1", "Ny sti"), item("2", "Brev fra Tove Bruun"))
    second = put(item("1", "Ny sti"), item("2", "Brev fra Per Lund"), date=day(11), document=DocumentKind.AGENDA)
    withhold(actor=editor(), meeting=Meeting.objects.get(date=day(4)), words=WORDS, reason="x")
    withhold(actor=editor(), meeting=Meeting.objects.get(date=day(11)), words="Per Lund", reason="y")
    assert first.data != second.data
    same = minutes(item("1", "Ny sti"), item("2", "Brev fra Per Lund og Tove Bruun"), document=DocumentKind.AGENDA)
    services.read_anew(_document(second), reading(same, reader="2"))
    index.update()
    meeting = Meeting.objects.get()
    assert sorted(meeting.withholdings.values_list("words", flat=True)) == ["Per Lund", WORDS]
    said = [text for _, text in crawled(client)]
    assert not [text for text in said if TOLD.search(text) or "Per Lund" in text]


def test_a_picture_of_the_page_has_a_filled_box_over_the_name(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(TEXT, tmp_path / "a.pdf"))
    address = f"{MEETING}/2/kilde/1-1.png"
    row = Item.objects.select_related("meeting__body").get(number="2")
    before = Picture.of(client.get(address).content)
    hide()
    after = Picture.of(client.get(f"/{row.meeting.body.path}/{row.meeting.slug}/2/kilde/1-1.png").content)
    assert (after.width, after.height) == (before.width, before.height)
    heading = 780 - 22 * TEXT.splitlines().index("Punkt 2: Klage fra Tove Bruun over stien")
    row_of_pixels = after.rows[round((842 - heading - 3) / 842 * after.height)]
    black = sum(ink > 250 for ink in row_of_pixels)
    assert black > 80
    assert sum(ink > 250 for ink in before.rows[round((842 - heading - 3) / 842 * before.height)]) < black / 2
    assert "<img" in client.get(f"{MEETING}/2/kilde").content.decode()


def test_a_page_on_which_the_place_of_the_name_is_not_known_has_no_picture(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(TEXT, tmp_path / "a.pdf"))
    hide()
    # Another version of the reader told another text: no box fits it any more.
    document = Document.objects.get()
    pages = document.content["source"]["pages"]
    document.content["source"]["pages"] = [[0, pages[0][1] - 1], [pages[0][1] - 1, pages[-1][1]]]
    document.save()
    html_of = client.get(f"{MEETING}/2/kilde").content.decode()
    assert "1-1.png" not in html_of
    assert client.get(f"{MEETING}/2/kilde/1-1.png").status_code == 404
    assert "████ █████" in html_of


def test_a_search_does_not_show_the_name_before_the_index_follows(client: Client) -> None:
    put(item("1", "Ny sti", sections=(section("Et langt brev fra Tove Bruun om stien"),)))
    index.update()
    withhold(actor=editor(), meeting=the_meeting(), words=WORDS, reason="y")
    for address in ("/soeg?q=brev", "/soeg.json?q=brev", "/soeg.atom?q=brev", "/soeg.csv?q=brev"):
        answer = client.get(address)
        assert not TOLD.search((b"".join(answer) if answer.streaming else answer.content).decode()), address


def test_readers_are_told_why_and_nothing_more(client: Client) -> None:
    put(item("1", "Brev fra Tove Bruun"), item("2", "Ny sti"))
    hide(reason="Tove Bruun er en borger")
    for address in (MEETING, f"{MEETING}/1", f"{MEETING}/1/kilde"):
        said = client.get(address).content.decode()
        assert "Skjulte ord" in said, address
        assert "████ █████ er en borger" in said, address
        assert "ida" not in said
    assert "Skjulte ord" not in client.get(f"{MEETING}/2").content.decode()
    for address in (f"{MEETING}.json", f"{MEETING}/1.json"):
        [told] = client.get(address).json()["withheld"]
        assert told["reason"] == "████ █████ er en borger"
        assert set(told) == {"reason", "since"}


def test_the_place_where_the_original_lies_is_not_told(client: Client) -> None:
    put(item("1", "Brev fra Tove Bruun"), location="https://havnby.example/r.pdf")
    assert "havnby.example" in client.get(MEETING).content.decode()
    hide()
    assert "havnby.example" not in client.get(MEETING).content.decode()
    reveal(actor=editor(), withholding=Withholding.objects.get())
    assert "havnby.example" in client.get(MEETING).content.decode()


def test_words_that_are_shown_again_are_as_they_were(client: Client) -> None:
    put(item("1", "Brev fra Tove Bruun"), present=(Person(name="Tove Bruun"),))
    index.update()
    before = {address: said for address, said in crawled(client) if address.endswith("json") and "q=" not in address}
    hide()
    reveal(actor=editor(), withholding=Withholding.objects.get())
    index.update()
    after = {address: said for address, said in crawled(client) if address in before}
    moments = re.compile(r'"changed_at":"[^"]*"')
    assert {a: moments.sub("", s) for a, s in after.items()} == {a: moments.sub("", s) for a, s in before.items()}
    with pytest.raises(MeansNothingError):
        reveal(actor=editor(), withholding=Withholding.objects.get())


def test_no_subscriber_hears_of_it() -> None:
    put(item("1", "Ny sti", decisions=(Decision(text="Tove Bruun fik ret.", outcome=Outcome.APPROVED),)))
    Change.objects.all().delete()
    hide()
    reveal(actor=editor(), withholding=Withholding.objects.get())
    assert not Change.objects.exists()


def test_a_case_for_the_corpus_is_not_made_of_it() -> None:
    put(item("1", "Brev fra Tove Bruun"))
    row = Item.objects.select_related("meeting__body").get()
    correct(actor=editor(), meeting=row.meeting, item=row, field="kind", text="briefing", reason="y")
    assert len(list(corpus_cases.corpus_cases())) == 1
    hide()
    assert list(corpus_cases.corpus_cases()) == []
    assert len(list(corpus_cases.corpus_cases(closed=True))) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "y"),
        (" ", "y"),
        ("-", "y"),
        ("x", "y"),
        ("Tove Bruun", " "),
        ("Tove Bruun", "x" * 2_001),
        ("Tove Brun", "y"),
        ("Tov", "y"),
        ("x" * 201, "y"),
        ("Byrådet", "y"),
        ("havnby", "y"),
        ("Havnby\0Kommune", "y"),
    ],
)
def test_what_hides_nothing_or_the_place_itself_is_refused(words: str, reason: str) -> None:
    put(item("1", "Brev fra Tove Bruun"))
    with pytest.raises(MeansNothingError) as refused:
        withhold(actor=editor(), meeting=the_meeting(), words=words, reason=reason)
    assert not Withholding.objects.exists()
    assert len(words.strip()) < 2 or words not in str(refused.value)


def test_the_same_words_are_withheld_once() -> None:
    put(item("1", "Brev fra Tove Bruun"))
    hide()
    with pytest.raises(MeansNothingError):
        hide(words="tove  bruun")


def test_an_editor_withholds_words_and_shows_them_again(client: Client) -> None:
    put(item("1", "Brev fra Tove Bruun"))
    client.force_login(editor())
    assert "Skjul ord" in client.get(f"{MEETING}/1/kilde").content.decode()
    answer = client.post(f"{MEETING}/ret", {"do": "withhold", "words": WORDS, "reason": "En borger"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{MEETING}/ret?gjort=skjult")
    assert "Andre møder er ikke ændret." in client.get(answer.headers["Location"]).content.decode()
    for address in (f"{MEETING}/ret", f"{MEETING}/1/kilde"):
        assert "“Tove Bruun” er skjult siden" in client.get(address).content.decode()
    assert not TOLD.search(Client().get(f"{MEETING}/1").content.decode())
    client.post(f"{MEETING}/ret", {"do": "reveal", "withholding": str(Withholding.objects.get().pk)})
    assert "Tove Bruun" in Client().get(f"{MEETING}/1").content.decode()
    again = client.post(f"{MEETING}/ret", {"do": "reveal", "withholding": str(Withholding.objects.get().pk)})
    assert again.status_code == 422


@pytest.mark.parametrize("given", [{}, {"words": "x"}, {"words": "Findes Ikke", "reason": "y"}, {"words": "\0"}])
def test_what_cannot_be_withheld_is_told_without_the_words(client: Client, given: dict[str, str]) -> None:
    put(item("1", "Brev fra Tove Bruun"))
    client.force_login(editor())
    answer = client.post(f"{MEETING}/ret", {"do": "withhold", **given})
    assert answer.status_code == 422
    assert "Findes Ikke" not in answer.content.decode()


def _somebody(kind: str) -> object:
    if kind == "of another municipality":
        imported(municipality="Sølund Kommune", body="Skoleudvalget")
        return editor("ole", "soelund")
    if kind == "of another body":
        imported(body="Skoleudvalget")
        return editor("ole", body="skoleudvalget")
    return editor("ole", member_only=True) if kind == "a member" else None


@pytest.mark.parametrize("kind", ["nobody", "of another municipality", "of another body", "a member"])
def test_nobody_else_withholds_or_reads_what_is_withheld(client: Client, kind: str) -> None:
    put(item("1", "Brev fra Tove Bruun"))
    somebody = _somebody(kind)
    with pytest.raises(access.ForbiddenError):
        withhold(actor=somebody, meeting=the_meeting(), words=WORDS, reason="y")  # type: ignore[arg-type]
    hide()
    with pytest.raises(access.ForbiddenError):
        reveal(actor=somebody, withholding=Withholding.objects.get())  # type: ignore[arg-type]
    if somebody is not None:
        client.force_login(somebody)  # type: ignore[arg-type]
    for given in ({"do": "withhold", "words": "Brev", "reason": "y"}, {"do": "reveal", "withholding": "1"}):
        assert client.post(f"{MEETING}/ret", given).status_code in {302, 404}
    assert Withholding.objects.get().withdrawn_at is None
    for address in (f"{MEETING}/ret", f"{MEETING}/1/kilde", f"{MEETING}/1"):
        assert not TOLD.search(client.get(address).content.decode()), address


def test_the_words_are_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    put(item("1", "Brev fra Tove Bruun"))
    client.force_login(editor())
    with caplog.at_level(logging.INFO):
        client.post(f"{MEETING}/ret", {"do": "withhold", "words": WORDS, "reason": "y"})
        client.post(f"{MEETING}/ret", {"do": "withhold", "words": WORDS, "reason": "y"})
    assert not TOLD.search(caplog.text)
    assert not TOLD.search(f"{Withholding.objects.get()} {Withholding.objects.get()!r}")
