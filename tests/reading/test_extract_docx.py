"""What a reader of a Word document sees becomes lines, with what the document's styles say about them."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from sagsgang.reading.extract.docx import extract_docx
from sagsgang.reading.extracted import Extract, Line, Shape, UnreadableError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MAIN = "word/document.xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
BULLETS_AND_NUMBERS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %1:"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num>
</w:numbering>"""


def packed(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, namespace: str = W, **parts: str) -> bytes:
    """A small document of its own: the body's XML, and other parts by their kind ("numbering", "header", ...)."""
    relations = "".join(f'<Relationship Id="r{kind}" Type="{RELATION}{kind}" Target="{kind}.xml"/>' for kind in parts)
    members: dict[str, str | bytes] = {
        MAIN: f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    return packed(members | {f"word/{kind}.xml": content for kind, content in parts.items()})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(extract: Extract) -> list[str]:
    return [line.text for line in extract.lines]


def line(extract: Extract, text: str) -> Line:
    found = [one for one in extract.lines if one.text == text]
    assert len(found) == 1, texts(extract)
    return found[0]


def test_a_document_made_in_a_word_processor_is_read_paragraph_by_paragraph() -> None:
    document = docx.Document()
    document.add_heading("Referat fra Havneudvalget", 0)
    document.add_heading("Punkt 4: Plan for molen", 2)
    document.add_paragraph("Molen er gammel.\nKajen er ny.")
    document.add_paragraph("at planen godkendes", style="List Bullet")
    extract = extract_docx(saved(document))
    assert [(one.shape, one.level) for one in extract.lines] == [
        (Shape.HEADING, 1),
        (Shape.HEADING, 2),
        (Shape.TEXT, 0),
        (Shape.TEXT, 0),
        (Shape.BULLET, 0),
    ]
    assert texts(extract)[2:] == ["Molen er gammel.", "Kajen er ny.", "at planen godkendes"]
    assert extract.wrapped is False


def test_danish_heading_styles_and_outline_levels_make_headings() -> None:
    styles = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="o2"><w:name w:val="Overskrift 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="egen"><w:name w:val="Egen"/><w:basedOn w:val="o2"/></w:style>
    <w:style w:type="paragraph" w:styleId="ring"><w:name w:val="Ring"/><w:basedOn w:val="ring"/></w:style></w:styles>"""
    body = (
        p("Et", '<w:pStyle w:val="egen"/>')
        + p("To", '<w:outlineLvl w:val="3"/>')
        + p("Tre", '<w:pStyle w:val="ring"/>')
    )
    extract = extract_docx(word(body, styles=styles))
    assert [(one.shape, one.level) for one in extract.lines] == [
        (Shape.HEADING, 2),
        (Shape.HEADING, 4),
        (Shape.TEXT, 0),
    ]


def test_size_is_told_against_the_body_text_and_a_large_line_is_a_heading() -> None:
    document = docx.Document()
    for text, size, bold in (
        ("1. Byens referat", 20, True),
        ("Beslutning", 11, True),
        ("Udvalget drøftede sagen. " * 9, 11, False),
    ):
        run = document.add_paragraph().add_run(text)
        run.font.size, run.bold = Pt(size), bold
    extract = extract_docx(saved(document))
    assert [(one.size, one.bold, one.shape) for one in extract.lines] == [
        (1.82, True, Shape.HEADING),
        (1.0, True, Shape.TEXT),
        (1.0, False, Shape.TEXT),
    ]


def test_numbers_count_as_the_word_processor_shows_them() -> None:
    def listed(text: str, number: int, depth: int = 0) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    body = listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 1) + listed("d", 1) + listed("e", 1, 1) + listed("f", 2)
    body += listed("g", 3) + listed("h", 99) + listed("i", 0)
    extract = extract_docx(word(body, numbering=BULLETS_AND_NUMBERS))
    assert [one.marker for one in extract.lines] == [
        "Punkt 3:", "3.a)", "3.b)", "Punkt 4:", "4.a)", "•", "Punkt 1:", None, None,
    ]  # fmt: skip
    assert [one.level for one in extract.lines[:3]] == [0, 1, 1]
    assert extract.text.startswith("Punkt 3: a\n3.a) b\n")


def test_a_numbered_heading_keeps_its_number() -> None:
    numbered = '<w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    heading = extract_docx(word(p("Plan for molen", numbered), numbering=BULLETS_AND_NUMBERS)).lines[0]
    assert (heading.shape, heading.level, heading.text) == (Shape.HEADING, 2, "Punkt 3: Plan for molen")


def test_tables_have_header_rows_and_merged_cells_stay_in_their_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('År')}{cell('Beløb')}{cell('Note')}</w:tr>"
    wide = "<w:tr>" + cell("I alt", '<w:gridSpan w:val="2"/>') + cell("ok") + "</w:tr>"
    down = f"<w:tr>{cell('', '<w:vMerge/>')}{cell('5')}{cell('x')}</w:tr>"
    extract = extract_docx(word(f"<w:tbl>{head}{wide}{down}</w:tbl>" + p("Efter")))
    assert [[one.text for one in row.cells] for row in extract.lines] == [
        ["År", "Beløb", "Note"],
        ["I alt", "", "ok"],
        ["", "5", "x"],
        [],
    ]
    assert [row.header for row in extract.lines] == [True, False, False, False]


def test_a_mark_under_a_column_of_the_routing_matrix_stays_there() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for column, name in enumerate(("DIR", "HAU", "ØKE", "BYR")):
        table.cell(0, column).text = name
    table.cell(1, 2).text = "X"
    extract = extract_docx(saved(document))
    assert [one.text for one in extract.lines[1].cells] == ["", "", "X", ""]


def test_inserted_text_is_kept_and_deleted_text_is_left_out_and_told() -> None:
    body = (
        "<w:p><w:r><w:t>Godkendt</w:t></w:r><w:del><w:r><w:delText> ikke</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> enstemmigt</w:t></w:r></w:ins></w:p>"
        f"<w:moveFrom>{p('væk')}</w:moveFrom><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('slettet')}</w:tc></w:tr></w:tbl>"
    )
    extract = extract_docx(word(body))
    assert texts(extract) == ["Godkendt enstemmigt"]
    assert {one.code for one in extract.diagnostics} == {"tracked-deletions", "tracked-insertions"}


def test_text_boxes_content_controls_links_and_fields_are_read_once() -> None:
    box = f"<w:txbxContent>{p('I en boks')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('I et felt')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Se </w:t></w:r><w:hyperlink><w:r><w:t>planen</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/>'
        '</w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t xml:space='preserve'> Fejl! Bogmærke er ikke defineret.</w:t></w:r></w:p>"
        f'<w:p xmlns:mc="m"><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    extract = extract_docx(word(body))
    assert texts(extract) == ["I et felt", "Se planen Fejl! Bogmærke er ikke defineret.", "I en boks"]


def test_footnotes_stand_after_the_paragraph_that_names_them() -> None:
    note = f'<w:footnote w:id="2">{p("Kilde: byen")}</w:footnote>'
    notes = f'<w:footnotes {W}><w:footnote w:id="0">{p("")}</w:footnote>{note}</w:footnotes>'
    body = '<w:p><w:r><w:t>Tallet</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("Videre")
    assert texts(extract_docx(word(body, footnotes=notes))) == ["Tallet", "Kilde: byen", "Videre"]


def test_page_headers_and_footers_are_marked_and_said_once() -> None:
    document = docx.Document()
    document.add_paragraph("Godkendt.")
    document.sections[0].header.paragraphs[0].text = "Strandby Kommune"
    document.sections[0].footer.paragraphs[0].text = "Side 1"
    extract = extract_docx(saved(document))
    assert line(extract, "Strandby Kommune").noise == "page header"
    assert line(extract, "Side 1").noise == "page footer"
    assert line(extract, "Godkendt.").noise is None


def test_the_contents_list_is_kept_and_known_by_its_style() -> None:
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="i1"><w:name w:val="toc 1"/></w:style></w:styles>'
    run = "<w:r><w:t>Plan for molen</w:t><w:tab/><w:t>7</w:t></w:r>"
    body = f"<w:p><w:pPr><w:pStyle w:val='i1'/></w:pPr>{run}</w:p>" + p("Plan for molen")
    extract = extract_docx(word(body, styles=styles))
    assert [(one.text, one.noise) for one in extract.lines] == [
        ("Plan for molen 7", "contents list"),
        ("Plan for molen", None),
    ]


def test_breaks_tabs_soft_hyphens_symbols_and_hidden_text_are_as_they_are_shown() -> None:
    run = "<w:t>kom</w:t><w:softHyphen/><w:t>mune</w:t><w:tab/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:br/>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
    sign = '<w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> punkt</w:t>'
    body = f"<w:p><w:r>{run}{sign}</w:r>{hidden}</w:p>"
    extract = extract_docx(word(body))
    assert texts(extract) == ["kommune A-B", "punkt"]
    assert extract.lines[1].shape is Shape.BULLET


def test_an_empty_paragraph_is_a_gap() -> None:
    assert [one.gap for one in extract_docx(word(p("a") + p("b") + p("") + p("c"))).lines] == [False, False, True]


def test_the_strict_edition_of_the_format_is_read_too() -> None:
    assert texts(extract_docx(word(p("Godkendt."), STRICT))) == ["Godkendt."]


def test_a_main_part_of_another_name_and_members_that_climb_out_do_no_harm() -> None:
    relations = (
        f'<Relationships><Relationship Type="{RELATION}officeDocument" Target="/word/Anden.xml"/></Relationships>'
    )
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations,
        "word/anden.xml": f"<w:document {W}><w:body>{p('Godkendt.')}</w:body></w:document>",
        "../../etc/passwd": "x",
        "/word/styles.xml": "y",
        "C:\\word\\numbering.xml": "z",
    }
    assert texts(extract_docx(packed(members))) == ["Godkendt."]


def bomb(size: int) -> bytes:
    return packed({MAIN: b" " * size})


BAD = [
    ("truncated", b""),
    ("truncated", b"PK\x03\x04 and no more"),
    ("truncated", word(p("x") * 500)[:-200]),
    ("malformed", packed({"word/styles.xml": "<x/>"})),
    ("malformed", packed({MAIN: "<w:document>"})),
    ("malformed", packed({MAIN: ""})),
    ("malformed", packed({MAIN: f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}><w:t>&a;</w:t></w:document>'})),
    ("malformed", word("<w:sdt>" * 5000 + "</w:sdt>" * 5000)),
    ("too-large", bomb(60_000_000)),
    ("empty", word(p(" "))),
    ("encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ("not-supported", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
]


@pytest.mark.parametrize(("code", "data"), BAD)
def test_a_bad_document_is_told_in_one_sentence(code: str, data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        extract_docx(data)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(word(p("x")))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    with pytest.raises(UnreadableError, match="password") as refused:
        extract_docx(bytes(data))
    assert refused.value.code == "encrypted"


def test_a_member_that_lies_about_its_size_is_no_danger() -> None:
    data = bytearray(word(p("Godkendt.") * 3000))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableError) as refused:
        extract_docx(bytes(data))
    assert refused.value.code == "malformed"


def test_a_deeply_nested_table_is_read_or_refused() -> None:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("inderst") + "</w:tc></w:tr></w:tbl>" * depth

    assert texts(extract_docx(word(nested(60)))) == ["inderst"]
    with pytest.raises(UnreadableError):
        extract_docx(word(nested(3000)))


_TAGS = "p r t tbl tr tc sdt ins del pPr rPr br tab numPr numId ilvl pStyle vMerge txbxContent hyperlink"
_NAMES = st.sampled_from(_TAGS.split())
_TREES = st.recursive(
    st.text(alphabet="aæ1. &lt;", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(_NAMES, st.sampled_from(["", ' w:val="1"', ' w:val="x"']), st.lists(inner, max_size=4)).map(
        lambda made: f"<w:{made[0]}{made[1]}>{''.join(made[2])}</w:{made[0]}>"
    ),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(_TREES)
def test_any_tree_of_elements_beside_a_paragraph_leaves_the_paragraph(tree: str) -> None:
    extract = extract_docx(
        word(tree + p("Fast tekst"), numbering=BULLETS_AND_NUMBERS, styles=f"<w:styles {W}>{tree}</w:styles>")
    )
    assert "Fast tekst" in extract.text


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_bytes_give_lines_or_one_sentence(data: st.DataObject) -> None:
    whole = bytearray(word(p("Godkendt.") * 20, numbering=BULLETS_AND_NUMBERS))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        told = extract_docx(bytes(whole)).text
    except UnreadableError as refused:
        told = str(refused)
    assert told.strip()
