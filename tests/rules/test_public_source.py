"""Which parts of a source's text, and which of its pages, the public may be shown."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.model import Attachment, DocumentKind, Item, Minutes, Noise, Remainder, Section, SectionKind, Source, Span
from sagsgang.rules.openness import public_pages, public_spans


class Page:
    """Writes a source text, and remembers where what was written stands."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + "\n"
        return start, start + len(words)


def item(page: Page, mark: str, open_: bool | None, *, title: str | None = None, words: str = "") -> Item:
    heading = page.put(f"Punkt {mark}")
    section = page.put(f"{mark}-tekst {words}")
    return Item(
        number=mark,
        title=title,
        open=open_,
        sections=(Section(kind=SectionKind.PRESENTATION, heading=None, text=f"{mark}-tekst", at=section),),
        at={"heading": heading},
    )


def document(
    *items: Item, media_type: str = "application/pdf", pages: tuple[Span, ...] | None = None, **more: object
) -> Minutes:
    source = Source(name="referat", sha256="0" * 64, media_type=media_type, reader="0.1", pages=pages)
    minutes = Minutes(document=DocumentKind.MINUTES, source=source, items=items)
    return dataclasses.replace(minutes, **more)  # type: ignore[arg-type]


def shown(minutes: Minutes, page: Page) -> str:
    spans = public_spans(minutes, page.text)
    assert list(spans) == sorted(spans)
    return "|".join(page.text[slice(*span)] for span in spans)


def test_of_an_open_document_the_whole_text_is_shown() -> None:
    page = Page()
    one = item(page, "et", True)
    page.put("Noget, som ikke blev forstået")
    minutes = document(one, pages=((0, 10), (10, len(page.text))))
    assert public_spans(minutes, page.text) == ((0, len(page.text)),)
    assert public_pages(minutes, page.text) == (1, 2)


def test_of_an_open_document_a_page_without_text_is_shown_too() -> None:
    page = Page()
    minutes = document(item(page, "et", True), pages=((0, len(page.text)), (len(page.text), len(page.text))))
    assert public_pages(minutes, page.text) == (1, 2)


def test_beside_a_closed_item_only_the_open_ones_and_the_facts_are_shown() -> None:
    page = Page()
    body = page.put("Udvalget for Børn")
    remark = page.put("Bemærkninger til sagerne")
    minutes = document(
        item(page, "et", True),
        item(page, "hemmelig", False),
        item(page, "tre", True),
        at={"body": body, "remarks": remark},
    )
    assert shown(minutes, page) == "Udvalget for Børn|Punkt et\net-tekst |Punkt tre\ntre-tekst "


@pytest.mark.parametrize("open_", [False, None])
def test_an_item_that_is_not_said_to_be_open_is_not_shown(open_: bool | None) -> None:
    page = Page()
    assert shown(document(item(page, "et", open_)), page) == ""


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml; charset=utf-8", "application/vnd.x+xml"])
def test_of_a_case_systems_file_nothing_is_shown(media_type: str) -> None:
    page = Page()
    minutes = document(item(page, "et", True), media_type=media_type, pages=((0, len(page.text)),))
    assert public_spans(minutes, page.text) == ()
    assert public_pages(minutes, page.text) == ()


def test_of_a_document_without_a_source_nothing_is_shown() -> None:
    page = Page()
    minutes = dataclasses.replace(document(item(page, "et", True)), source=None)
    assert public_spans(minutes, page.text) == ()
    assert public_pages(minutes, page.text) == ()


def test_facts_about_the_meeting_that_stand_after_a_closed_item_are_not_shown() -> None:
    page = Page()
    closed = item(page, "hemmelig", False)
    end = page.put("Mødet sluttede kl. 18, efter at X-sagen var drøftet")
    assert shown(document(closed, at={"end": end}), page) == ""


def test_a_closed_item_that_does_not_say_where_it_stands_closes_the_whole_text() -> None:
    page = Page()
    body = page.put("Udvalget for Børn")
    minutes = document(item(page, "et", True), Item(number="2", open=False), at={"body": body})
    assert shown(minutes, page) == ""


def test_the_list_of_all_attachments_is_not_shown_beside_a_closed_item() -> None:
    page = Page()
    closed, one = item(page, "hemmelig", False), item(page, "to", True)
    minutes = document(closed, one, at={"attachments": page.put("Bilag til den første sag")})
    assert shown(minutes, page) == "Punkt to\nto-tekst "


def test_noise_between_two_parts_of_an_open_item_is_shown_when_it_is_a_page_header() -> None:
    page = Page()
    heading = page.put("Punkt 1")
    header = page.put("Side 2 af 3")
    contents = page.put("Lukket: Salg af Nordgården")
    section = page.put("Teksten")
    after = page.put("Side 3 af 3")
    one = Item(
        number="1",
        open=True,
        sections=(Section(kind=SectionKind.PRESENTATION, heading=None, text="Teksten", at=section),),
        at={"heading": heading},
    )
    noise = (
        Noise(reason="page header", at=header),
        Noise(reason="contents list", at=contents),
        Noise(reason="page header", at=after),
    )
    minutes = document(one, item(page, "hemmelig", False), noise=noise)
    assert shown(minutes, page) == "Punkt 1\nSide 2 af 3|Teksten"


def test_a_contents_list_inside_a_section_is_cut_out_of_it() -> None:
    page = Page()
    heading, first = page.put("Punkt 1"), page.put("Teksten begynder")
    contents, last = page.put("2. Lukket: Salg af Nordgården"), page.put("og går videre")
    section = Section(
        kind=SectionKind.PRESENTATION,
        heading=None,
        text="Teksten begynder og går videre",
        noise=(Noise(reason="contents list", at=contents),),
        at=(first[0], last[1]),
    )
    minutes = document(
        Item(number="1", open=True, sections=(section,), at={"heading": heading}), item(page, "hemmelig", False)
    )
    assert shown(minutes, page) == "Punkt 1\nTeksten begynder\n|\nog går videre"


def test_a_page_header_that_repeats_words_of_a_closed_item_is_not_shown() -> None:
    page = Page()
    heading, header, text = page.put("Punkt 1"), page.put("Om Hemmelig  Handel, side 2"), page.put("Teksten")
    section = Section(kind=SectionKind.PRESENTATION, heading=None, text="Teksten", at=text)
    closed = dataclasses.replace(item(page, "to", False), officers=("Hemmelig Handel",))
    minutes = document(
        Item(number="1", open=True, sections=(section,), at={"heading": heading}),
        closed,
        noise=(Noise(reason="page header", at=header),),
    )
    assert shown(minutes, page) == "Punkt 1|Teksten"


def with_attachment(words: str, **attachment: object) -> tuple[Minutes, Page]:
    page = Page()
    one = item(page, "et", True, words=words)
    made = Attachment(title="Tilbud fra Nord ApS", open=False, **attachment)  # type: ignore[arg-type]
    return document(dataclasses.replace(one, attachments=(made,)), item(page, "to", True)), page


def test_where_a_closed_attachment_stands_nothing_is_shown() -> None:
    minutes, page = with_attachment("xxx")
    [attachment] = minutes.items[0].attachments
    section = minutes.items[0].sections[0].at
    assert section is not None
    placed = dataclasses.replace(attachment, at=(section[0] + 2, section[0] + 5))
    minutes = dataclasses.replace(
        minutes, items=(dataclasses.replace(minutes.items[0], attachments=(placed,)), minutes.items[1])
    )
    assert shown(minutes, page) == "Punkt et|Punkt to\nto-tekst "


def test_where_a_closed_attachment_is_named_nothing_is_shown() -> None:
    minutes, page = with_attachment("Se Tilbud\nfra Nord ApS.", at=(0, 1))
    assert "Nord" not in shown(minutes, page)


def test_where_the_file_of_a_closed_attachment_is_named_nothing_is_shown() -> None:
    minutes, page = with_attachment("Se nord.pdf", at=(0, 1), file="nord.pdf")
    assert "nord.pdf" not in shown(minutes, page)


def test_a_closed_attachment_without_a_place_takes_its_item_with_it() -> None:
    minutes, page = with_attachment("Tilbud fra Nord-\nsiden ApS")
    assert shown(minutes, page) == "Punkt to\nto-tekst "


@pytest.mark.parametrize("at", [(-5, 3), (5, 5), (9, 2), (0, 10**6)])
def test_a_place_that_is_none_in_the_text_is_not_shown(at: Span) -> None:
    page = Page()
    page.put("Hemmeligt, som ingen må se")
    closed = item(page, "hemmelig", False)
    minutes = document(Item(number="1", open=True, at={"heading": at}), closed)
    assert shown(minutes, page) == ""


def test_an_open_item_that_reaches_into_a_closed_one_is_not_shown_there() -> None:
    page = Page()
    one = item(page, "et", True)
    closed = item(page, "hemmelig", False)
    heading = one.at["heading"]
    wide = dataclasses.replace(one.sections[0], at=(heading[1] + 1, len(page.text)))
    assert shown(document(dataclasses.replace(one, sections=(wide,)), closed), page) == "Punkt et"


def three_pages() -> tuple[Page, list[Item], list[Span], list[Span]]:
    """An open item on the first page, a closed one on the second, an open one on the third; a header on each."""
    page, items, headers, pages = Page(), [], [], []
    for mark, open_ in (("et", True), ("hemmelig", False), ("tre", True)):
        start = len(page.text)
        headers.append(page.put("Lynge Kommune"))
        items.append(item(page, mark, open_))
        pages.append((start, len(page.text)))
    return page, items, headers, pages


def headers_of(spans: list[Span]) -> tuple[Noise, ...]:
    return tuple(Noise(reason="page header", at=at) for at in spans)


def test_pages_that_hold_open_items_and_page_headers_only_are_shown() -> None:
    page, items, headers, pages = three_pages()
    assert public_pages(document(*items, pages=tuple(pages), noise=headers_of(headers)), page.text) == (1, 3)


def test_a_page_whose_header_is_no_known_noise_is_not_shown() -> None:
    page, items, headers, pages = three_pages()
    assert public_pages(document(*items, pages=tuple(pages), noise=headers_of(headers[:2])), page.text) == (1,)


def test_a_header_that_stands_only_where_an_item_is_closed_closes_its_page() -> None:
    page, items, headers, pages = three_pages()
    text = page.text[: headers[2][0]] + "Om hemmeligt." + page.text[headers[2][1] :]
    assert public_pages(document(*items, pages=tuple(pages), noise=headers_of(headers)), text) == (1,)


def test_a_page_with_a_remainder_on_it_is_not_shown_beside_a_closed_item() -> None:
    page = Page()
    one = item(page, "et", True)
    rest = page.put("Noget andet")
    end = len(page.text)
    closed = item(page, "hemmelig", False)
    minutes = document(
        one, closed, pages=((0, end), (end, len(page.text))), remainder=(Remainder(text="Noget andet", at=rest),)
    )
    assert public_pages(minutes, page.text) == ()


@pytest.mark.parametrize("words", ["", " \n", "\x0c"])
def test_a_page_without_words_is_not_shown_beside_a_closed_item(words: str) -> None:
    """It may be a picture of anything."""
    page = Page()
    one = item(page, "et", True)
    middle = len(page.text)
    page.text += words
    last = len(page.text)
    closed = item(page, "hemmelig", False)
    minutes = document(one, closed, pages=((0, middle), (middle, last), (last, len(page.text))))
    assert public_pages(minutes, page.text) == (1,)


def test_a_page_that_an_open_and_a_closed_item_share_is_not_shown() -> None:
    page = Page()
    items = item(page, "et", True), item(page, "hemmelig", False)
    assert public_pages(document(*items, pages=((0, len(page.text)),)), page.text) == ()


def test_a_page_with_a_contents_list_is_not_shown_beside_a_closed_item() -> None:
    page = Page()
    body, contents = page.put("Byrådet"), page.put("2. Salg af Nordgården")
    first = len(page.text)
    items = item(page, "et", True), item(page, "hemmelig", False)
    minutes = document(
        *items,
        pages=((0, first), (first, len(page.text))),
        noise=(Noise(reason="contents list", at=contents),),
        at={"body": body},
    )
    assert public_spans(minutes, page.text)[0] == body
    assert public_pages(minutes, page.text) == ()


def test_without_the_text_no_page_of_a_document_with_a_closed_item_is_shown() -> None:
    _, items, _, pages = three_pages()
    assert public_pages(document(*items, pages=tuple(pages)), "") == ()


def test_a_document_without_pages_has_none_to_show() -> None:
    page = Page()
    assert public_pages(document(item(page, "et", True)), page.text) == ()


@given(
    opens=st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6),
    between=st.lists(st.sampled_from(["", "Lynge Kommune", "Side 7", "Om hemmelig0-tekst"]), min_size=6, max_size=6),
    reasons=st.lists(st.sampled_from(["page header", "contents list", "navigation"]), min_size=6, max_size=6),
    breaks=st.sets(st.integers(0, 11)),
    closed_attachment=st.booleans(),
)
def test_no_word_of_a_closed_item_is_ever_in_what_is_shown(
    opens: list[bool | None], between: list[str], reasons: list[str], breaks: set[int], closed_attachment: bool
) -> None:
    page, items, noise, starts = Page(), [], [], [0]
    for number, open_ in enumerate(opens):
        items.append(item(page, f"offentlig{number}" if open_ else f"hemmelig{number}", open_))
        if number * 2 in breaks:
            starts.append(len(page.text))
        if between[number]:
            noise.append(Noise(reason=reasons[number], at=page.put(between[number])))
        if number * 2 + 1 in breaks:
            starts.append(len(page.text))
    if closed_attachment:
        items[0] = dataclasses.replace(
            items[0], attachments=(Attachment(title="offentlig0", open=False, at=items[0].at["heading"]),)
        )
    pages = tuple(zip(starts, [*starts[1:], len(page.text)], strict=True))
    minutes = document(*items, noise=tuple(noise), pages=pages)
    secret = [f"{part}hemmelig{n}" for n, open_ in enumerate(opens) if not open_ for part in ("Punkt ", "")]
    secret += ["offentlig0"] if closed_attachment else []
    told = shown(minutes, page)
    assert not any(word in told for word in secret)
    for number in public_pages(minutes, page.text):
        words = page.text[slice(*pages[number - 1])]
        assert not any(word in words for word in secret)
        assert "offentlig" in words or (all(opens) and not closed_attachment)
