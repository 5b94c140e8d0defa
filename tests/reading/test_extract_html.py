"""What a person sees on a web page becomes lines, with what the page shows about them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sagsgang.reading.extract.html import extract_html
from sagsgang.reading.extracted import Extract, Line, Shape, UnreadableError


def read(body: str, head: str = "") -> Extract:
    return extract_html(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())


def texts(extract: Extract) -> list[str]:
    return [line.text for line in extract.lines if line.noise is None]


def line(extract: Extract, text: str) -> Line:
    found = [one for one in extract.lines if one.text == text]
    assert len(found) == 1, [one.text for one in extract.lines]
    return found[0]


def noise(extract: Extract, text: str) -> str | None:
    return line(extract, text).noise


def test_each_block_is_a_line_and_white_space_is_folded_as_a_browser_shows_it() -> None:
    page = read("<div>Løs tekst<p>Et\n  <span>af</span><b>snit</b>&nbsp;her</p>og mere</div>")
    assert texts(page) == ["Løs tekst", "Et afsnit her", "og mere"]
    assert page.wrapped is False


def test_a_line_break_within_a_paragraph_starts_a_new_line() -> None:
    page = read("<p>Godkendt.<br>Afbud: Ingen<br><br>Mødet hævet</p>")
    assert texts(page) == ["Godkendt.", "Afbud: Ingen", "Mødet hævet"]
    assert [one.gap for one in page.lines] == [False, False, True]


def test_headings_have_their_level_whatever_makes_them_headings() -> None:
    page = read('<h2>Punkt 4</h2><p class="MsoHeading3">Økonomi</p><div role="heading" aria-level="4">Bilag</div>')
    assert [(one.shape, one.level) for one in page.lines] == [(Shape.HEADING, level) for level in (2, 3, 4)]


def test_numbered_lists_count_as_the_browser_counts() -> None:
    page = read('<ol type="a" start="2"><li>to<li>tre<li value="6">seks</ol><ol type="I"><li>første</ol>')
    assert [one.marker for one in page.lines] == ["b.", "c.", "f.", "I."]
    assert page.text.splitlines()[0] == "b. to"


def test_nested_lists_keep_their_depth_and_a_second_paragraph_has_no_marker_of_its_own() -> None:
    page = read("<ul><li><p>at planen godkendes</p><p>med en bemærkning</p><ol><li>underpunkt</ol></ul>")
    assert [(one.shape, one.level, one.marker) for one in page.lines] == [
        (Shape.BULLET, 0, "•"),
        (Shape.TEXT, 0, None),
        (Shape.NUMBERED, 1, "1."),
    ]


@pytest.mark.parametrize(
    ("written", "shape", "marker", "rest"),
    [
        ("1. at planen godkendes", Shape.NUMBERED, "1.", "at planen godkendes"),
        ("12. Orientering", Shape.NUMBERED, "12.", "Orientering"),
        ("b) økonomien", Shape.NUMBERED, "b)", "økonomien"),
        ("•&nbsp;&nbsp;at planen godkendes", Shape.BULLET, "•", "at planen godkendes"),
        ("- Kortet", Shape.BULLET, "-", "Kortet"),
        ("2. kvartal gav et overskud", Shape.TEXT, None, "2. kvartal gav et overskud"),
        ("3. maj 2031", Shape.TEXT, None, "3. maj 2031"),
        ("-", Shape.TEXT, None, "-"),
        ("A. Sager til afgørelse", Shape.TEXT, None, "A. Sager til afgørelse"),
    ],
)
def test_markers_that_somebody_typed_are_markers(written: str, shape: Shape, marker: str | None, rest: str) -> None:
    one = read(f"<p>{written}</p>").lines[0]
    assert (one.shape, one.marker, one.text) == (shape, marker, rest)


def test_a_numbered_heading_in_a_list_keeps_the_number_that_is_shown() -> None:
    heading = read("<ol start=7><li><h3>Regnskab for havnen</h3></ol>").lines[0]
    shown = (heading.shape, heading.level, heading.marker, heading.text)
    assert shown == (Shape.HEADING, 3, None, "7. Regnskab for havnen")


def test_a_line_is_bold_only_when_all_of_it_is() -> None:
    page = read('<p><b>Hele</b> <strong>linjen</strong></p><p><b>Kun</b> noget</p><p style="font-weight:700">Stil</p>')
    assert [one.bold for one in page.lines] == [True, False, True]


def test_rows_of_a_table_have_cells_and_header_rows_are_known() -> None:
    page = read(
        "<table><thead><tr><td>År</td><td>Beløb</td><td>Note</td></tr></thead>"
        "<tr><td>2031</td><td>1.200</td><td></td></tr><tr><td colspan=2>I alt</td><td>ok</td></tr></table>"
        "<table><tr><th>Navn<th>Parti<tr><td>Ask Berg<td>B</table>"
    )
    assert [[cell.text for cell in one.cells] for one in page.lines] == [
        ["År", "Beløb", "Note"],
        ["2031", "1.200", ""],
        ["I alt", "", "ok"],
        ["Navn", "Parti"],
        ["Ask Berg", "B"],
    ]
    assert [one.header for one in page.lines] == [True, False, False, True, False]
    assert [one.table for one in page.lines] == [0, 0, 0, 1, 1]
    assert all(page.text[cell.start : cell.end] == cell.text for one in page.lines for cell in one.cells)


def test_a_lone_mark_in_a_matrix_stays_under_its_column() -> None:
    page = read("<table><tr><td>DIR<td>TEU<td>BYR<tr><td><td>X<td></table>")
    assert [cell.text for cell in page.lines[1].cells] == ["", "X", ""]


def test_a_cell_over_several_rows_keeps_the_columns_in_place() -> None:
    page = read("<table><tr><td rowspan=2>Skole<td>2030<td>4<tr><td>2031<td>5</table>")
    assert [cell.text for cell in page.lines[1].cells] == ["", "2031", "5"]


def test_a_table_that_lays_out_the_page_leaves_its_paragraphs_alone() -> None:
    page = read(
        "<table><tr><td><a href=/>Forside</a><td><h1>Referat</h1><p>Punkt 1</p><table><tr><td>A<td>1</table></table>"
    )
    assert texts(page)[-3:] == ["Referat", "Punkt 1", "A 1"]
    assert [one.shape for one in page.lines][-3:] == [Shape.HEADING, Shape.TEXT, Shape.ROW]


def test_several_names_beside_a_label_stay_lines_of_their_own() -> None:
    page = read("<table><tr><th>Deltagere<td>Ask Berg<br>Bo Clausen<br>Dea Eg</table>")
    assert texts(page) == ["Deltagere", "Ask Berg", "Bo Clausen", "Dea Eg"]


def test_definition_lists_are_pairs() -> None:
    page = read("<dl><div><dt>Dato<dd>3. maj 2031</div><dt>Sted<dd>Salen</dl>")
    assert [[cell.text for cell in one.cells] for one in page.lines] == [["Dato", "3. maj 2031"], ["Sted", "Salen"]]


def test_collapsed_panels_are_read_and_hidden_icons_are_not() -> None:
    page = read(
        '<h3><button aria-expanded="false">Punkt 1</button></h3>'
        '<div class="accordion-panel" style="display:none">Godkendt.</div>'
        '<span aria-hidden="true">ikon</span><template><p>skabelon</p></template><script>var x = "kode"</script>'
        f"<section hidden><p>{'En lang fremstilling af sagen. ' * 5}</p></section>"
    )
    assert texts(page)[:2] == ["Punkt 1", "Godkendt."]
    assert texts(page)[2].startswith("En lang fremstilling")
    assert len(page.lines) == 3


def test_navigation_cookies_and_footer_are_kept_but_marked() -> None:
    page = read(
        '<a href="#m">Spring til indhold</a><nav><a href=/>Byens side</a></nav>'
        '<div id="cookie-box"><p>Siden gemmer data i din browser.</p></div>'
        "<ol class=breadcrumb><li><a href=/>Politik</a></ol>"
        "<main><header><h1>Referat fra Havneudvalget</h1></header><p>Godkendt.</p><a href=#>Til toppen</a>"
        "<a href=#p>Kopier link til punktet</a></main><footer>Torvet 1, Strandby</footer>"
    )
    assert noise(page, "Spring til indhold") == "navigation"
    assert noise(page, "Byens side") == "navigation"
    assert noise(page, "Siden gemmer data i din browser.") == "cookie banner"
    assert noise(page, "Politik") == "navigation"
    assert noise(page, "Torvet 1, Strandby") == "page footer"
    assert texts(page) == ["Referat fra Havneudvalget", "Godkendt."]


def test_a_link_to_copy_an_address_is_no_part_of_the_heading_it_stands_in() -> None:
    page = read("<h2>4. Havneplan <a href=#4>Kopier link til punktet</a></h2><p>Godkendt.</p>")
    assert texts(page) == ["4. Havneplan", "Godkendt."]
    assert noise(page, "Kopier link til punktet") == "navigation"


def test_accordions_and_side_columns_with_facts_are_content() -> None:
    panel = "<div role=tablist><p>Udvalget drøftede sagen.</p><p>Godkendt.</p></div>"
    page = read(f"<div class=sidebar><p>Mødested: Salen</p></div>{panel * 3}<nav><p>{'Sagen er lang. ' * 20}</p></nav>")
    assert all(one.noise is None for one in page.lines)


def test_the_trail_to_the_page_is_navigation() -> None:
    page = read(
        "<p><a href=/>Politik</a> / <a href=/r>Referater</a> / Havneudvalget</p><p>Sag 1 / 2 / 3 er godkendt</p>"
    )
    assert texts(page) == ["Sag 1 / 2 / 3 er godkendt"]


def test_a_menu_without_any_telling_name_is_known_by_its_links() -> None:
    links = "".join(f"<div><a href=/{n}>{n}</a></div>" for n in ("Borger", "Erhverv", "Natur", "Om os", "Job"))
    page = read(f"{links}<h1>Referat</h1><p>Sagen blev drøftet.</p>{links}")
    assert texts(page) == ["Referat", "Sagen blev drøftet."]


def test_a_linked_list_of_items_or_attachments_is_never_navigation() -> None:
    items = "".join(f"<li><a href=#{n}>{n}. Sag om vej {n}</a>" for n in range(1, 7))
    files = "".join(f"<li><a href=/x{n}>Kort {n}</a>" for n in range(6))
    page = read(f"<ul class=menu>{items}</ul><h1>Dagsorden</h1><p>Sagen forelægges.</p><p>Bilag</p><ul>{files}</ul>")
    assert all(one.noise is None for one in page.lines)


def test_an_item_about_cookies_is_content() -> None:
    words = "<p>Udvalget drøftede sagen.</p>" * 30
    page = read(f"{words}<p>Forvaltningen vil fjerne cookies fra kommunens hjemmeside.</p>{words}")
    assert all(one.noise is None for one in page.lines)


def test_a_wrapper_with_a_suspicious_name_does_not_swallow_the_page() -> None:
    page = read('<div class="nav menu cookie-accepted"><h1>Referat</h1><p>Sagen er drøftet og godkendt.</p></div>')
    assert texts(page) == ["Referat", "Sagen er drøftet og godkendt."]


def test_the_page_title_is_read_only_when_the_page_does_not_say_it() -> None:
    title = "<title>Havneudvalget - 03-10-2031</title>"
    assert texts(read("<h1>Referat</h1>", title)) == ["Havneudvalget - 03-10-2031", "Referat"]
    assert texts(read("<h1>Referat: Havneudvalget - 03-10-2031</h1>", title)) == ["Referat: Havneudvalget - 03-10-2031"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_danish_letters_survive_whatever_the_page_claims(charset: str) -> None:
    page = '<meta charset="{}"><p>Børn, ældre og åbne sager – Ærø</p>'
    for encoding in ("utf-8", "cp1252"):
        extract = extract_html(page.format(charset).encode(encoding))
        assert texts(extract) == ["Børn, ældre og åbne sager – Ærø"]


def test_text_is_in_normal_form_and_without_invisible_characters() -> None:
    assert texts(read("<p>A\u030arhus kom&shy;mune\u200b&#7;</p>")) == ["\u00c5rhus kommune"]


@pytest.mark.parametrize(
    "tags",
    [
        "<div>",
        "<b><p>",
        "<ul><li>",
        "<table><tr><td>",
        "<a href=x><div>",
        "<span><section>",
        "<dl><dd>",
        "<font color=a><p>",
    ],
)
def test_elements_nested_a_hundred_thousand_deep_are_read(tags: str) -> None:
    assert "Beslutning" in extract_html((tags * 100_000 + "Beslutning").encode()).text


def test_a_tag_with_very_many_attributes_is_read() -> None:
    many = " ".join(f"a{n}=1" for n in range(150_000))
    assert texts(extract_html(f"<p {many}>Godkendt".encode())) == ["Godkendt"]


def test_preformatted_text_keeps_its_lines_and_may_be_wrapped() -> None:
    page = read("<pre>Punkt 1\n  Sagen blev\ndrøftet.\n\nGodkendt.</pre>")
    assert texts(page) == ["Punkt 1", "Sagen blev", "drøftet.", "Godkendt."]
    assert [one.gap for one in page.lines] == [False, False, False, True]
    assert page.wrapped is True


def test_a_table_of_thousands_of_rows_is_one_table() -> None:
    page = read("<table>" + "<tr><td>2031<td>1.200<td>kr." * 3000 + "</table>")
    assert len(page.lines) == 3000
    assert {(len(one.cells), one.table) for one in page.lines} == {(3, 0)}


def test_broken_markup_loses_no_text() -> None:
    page = extract_html(b"<p>Et<div><b>to</p><li>tre</table></div><td>fire<!-- aldrig lukket")
    assert "".join(texts(page)) == "Ettotrefire"


def test_a_page_without_text_says_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="no text") as refused:
        extract_html(b"<html><body><div id=app></div><script>start()</script></body></html>")
    assert refused.value.code == "empty"


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableError, match="at most 200") as refused:
        extract_html(bytes(200_000_001))
    assert refused.value.code == "too-large"


_NAMES = "div p b a nav table tr td th thead dl dt dd ul ol li h1 h3 br pre span header footer main select template svg"
_TAGS = _NAMES.split()
_PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        ["<div hidden>", "<p style='display:none'>", "<td colspan=9 rowspan=3>", "<li value=-4>", "<!--", "-->"]
    ),
    st.text(alphabet="aæ1. \n\u00a0&<>•\u0301", max_size=8),
)


def lines_or_refusal(data: bytes) -> Extract | None:
    try:
        return extract_html(data)
    except UnreadableError as refused:
        if refused.code != "empty":
            raise
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_PIECES, max_size=60))
def test_any_soup_of_tags_gives_lines_or_one_sentence(pieces: list[str]) -> None:
    extract = lines_or_refusal("".join(pieces).encode())
    assert extract is None or all(extract.text[one.start : one.end].strip() and one.text for one in extract.lines)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_a_word_leave_the_word(data: bytes) -> None:
    assert "Godkendt" in extract_html(b"<p>Godkendt </p>" + data).text
