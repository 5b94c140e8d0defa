"""A file's format is told from what is in it; what cannot be read is named in one sentence."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagsgang.reading.detect import Format, decode, detect
from sagsgang.reading.extracted import UnreadableError


def packed(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


DOCX = packed(**{"word/document.xml": "<x/>"})

KNOWN = [
    (Format.PDF, b"%PDF-1.7\n..."),
    (Format.PDF, b"\r\n junk before %PDF-1.4"),
    (Format.DOCX, DOCX),
    (Format.HTML, b"<!DOCTYPE html><html><body>Referat</body></html>"),
    (Format.HTML, b'\xef\xbb\xbf<!-- saved from url --><html lang="da"><p>Referat'),
    (
        Format.HTML,
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x"><p>a</p></html>',
    ),
    (Format.HTML, b"<h1>Referat</h1><p>Godkendt</p>"),
    (Format.HTML, "<div>Byrådet</div>".encode("utf-16")),
    (Format.HTML, b"Referat <p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>"),
    (Format.TEXT, b"Referat\n\nPunkt 1: Godkendelse af dagsorden\nGodkendt.\n"),
    (Format.TEXT, "Referat fra Byrådets møde\n".encode("cp1252")),
    (Format.TEXT, "Referat fra Byrådets møde i byen Ærø\n".encode("utf-16-le")),
    (Format.TEXT, b"{Referat} fra byen"),
    (Format.TEXT, b"[Referat] fra byen"),
    (Format.TEXT, b"<Referat fra byen> og mere"),
    (Format.TEXT, b"5 < 6 og 7 > 6"),
    (Format.MARKDOWN, b"# Referat\n\n## Punkt 1\n\n**Beslutning**\n\nGodkendt\n"),
    (Format.FIRSTAGENDA, b'{"Udvalg": {"Navn": "x"}, "Dagsordenpunkter": []}'),
    (Format.FIRSTAGENDA, '{"Udvalg": {"Navn": "Børn"}, "Dagsordenpunkter": []}'.encode("utf-16")),
    (Format.FIRSTAGENDA, b'{"Dagsordenpunkter": [{"Number": '),
    (Format.MINUTES_JSON, b'{"schema": "sagsgang/1", "source": {"name": "x"}}'),
    (Format.MINUTES_JSON, b'{"source": {"name": "x"}, "schema": "sagsgang/1"}\n'),
    (Format.SBSYS, '<?xml version="1.0"?><Dagsorden Åben="true"><Møde/></Dagsorden>'.encode()),
    (Format.SBSYS, '<?xml version="1.0" encoding="iso-8859-1"?>\n<Dagsorden><Møde/></Dagsorden>'.encode("latin-1")),
    (Format.ACADRE, b'<x><table name="meeting"><fields><field name="name">a</field></fields></table></x>'),
    (Format.AGMAN, b"<Publication><PublicationTypeAsValue>1</PublicationTypeAsValue></Publication>"),
    (Format.EDOC, b"<Meeting><MeetingState>x</MeetingState></Meeting>"),
    (Format.FUJITSU, b'<a:Root xmlns:a="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><a:Committee/></a:Root>'),
]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
UNREADABLE = [
    ("empty", "empty", b""),
    ("empty", "white space", "\u00a0 \n\u2003".encode()),
    ("empty", "empty", b"\n \t\x00\n"),
    ("empty", "empty", b"\xef\xbb\xbf"),
    ("not-supported", "spreadsheet", packed(**{"xl/workbook.xml": "x"})),
    ("not-supported", "presentation", packed(**{"ppt/presentation.xml": "x"})),
    ("not-supported", "OpenDocument format", packed(mimetype="application/vnd.oasis.opendocument.text")),
    ("not-supported", "spreadsheet", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    ("not-supported", "archive", packed(**{"referat.pdf": "x"})),
    ("malformed", "main part", packed(**{"word/styles.xml": "x", "[Content_Types].xml": "x"})),
    ("truncated", "Word document", packed(**{"word/document.xml": "x" * 5000})[:3000]),
    ("not-supported", "DOC", OLE + "WordDocument".encode("utf-16-le")),
    ("not-supported", "spreadsheet", OLE + "Workbook".encode("utf-16-le")),
    ("encrypted", "password", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("not-supported", "old office", OLE),
    ("not-supported", "Rich Text", b"{\\rtf1\\ansi Referat}"),
    ("not-supported", "image", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ("not-supported", "image", b"\xff\xd8\xff\xe0JFIF" + bytes(50)),
    ("not-supported", "image", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ("not-supported", "sound", b"ID3\x03" + bytes(50)),
    ("not-supported", "sound", b"\x00\x00\x00\x20ftypM4A " + bytes(50)),
    ("not-supported", "program", b"MZ\x90\x00" + bytes(50)),
    ("not-supported", "unpack", b"\x1f\x8b\x08\x00" + bytes(50)),
    ("not-supported", "binary", bytes(range(256)) * 40),
    ("not-supported", "JSON", b'{"name": "x", "version": 3}'),
    ("not-supported", "list of committees", b'{"Udvalg": {"Udvalg 2030-2033": []}}'),
    ("not-supported", "JSON", b"[1, 2, 3]"),
    ("malformed", "cut off", b'{"name": "x", "list": [1, 2'),
    ("not-supported", "<rss>", b'<?xml version="1.0"?><rss><channel/></rss>'),
    ("not-supported", "<note>", b"<note>hej</note>"),
    (
        "not-supported",
        "word processor",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    ),
    ("not-supported", "archive", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n<p>a"),
]


@pytest.mark.parametrize(("expected", "data"), KNOWN)
def test_the_format_is_told_from_the_content(expected: Format, data: bytes) -> None:
    assert detect(data, "") is expected


@pytest.mark.parametrize(("expected", "data"), KNOWN)
def test_a_wrong_name_misleads_nobody(expected: Format, data: bytes) -> None:
    assert detect(data, "billede.png") is expected


@pytest.mark.parametrize(("code", "word", "data"), UNREADABLE)
def test_what_cannot_be_read_is_named_in_one_sentence_with_what_to_do(code: str, word: str, data: bytes) -> None:
    with pytest.raises(UnreadableError, match=word) as refused:
        detect(data, "møde.bin")
    message = str(refused.value)
    assert refused.value.code == code
    assert message.startswith("“møde.bin” ")
    assert message.endswith(".")
    assert ": " in message
    assert "\n" not in message


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"<", b"<?xml ", b"{", b'{"', b"[", b"%PDF", b"\xff\xfe", b"<!--", b"<!DOCTYPE x ["]
    ),
)
def test_any_bytes_have_a_format_or_a_reason(data: bytes, start: bytes) -> None:
    try:
        told = str(detect(start + data, "x"))
    except UnreadableError as refused:
        told = str(refused)
    assert told


TEXT = "Børn, ældre og Århus – “ja” til søen\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "mac_roman"]
)
def test_danish_text_is_read_in_every_common_encoding(encoding: str) -> None:
    assert decode((TEXT * 3).encode(encoding))[0] == TEXT * 3


def test_dos_text_keeps_its_letters() -> None:
    assert decode("Børn, ældre og Århus på søen".encode("cp865"))[0] == "Børn, ældre og Århus på søen"


def test_text_in_two_encodings_is_read_piece_by_piece_and_told() -> None:
    text, diagnostics = decode(TEXT.encode() * 3 + TEXT.encode("cp1252") + TEXT.encode())
    assert text == TEXT * 5
    assert [one.code for one in diagnostics] == ["mixed-encodings"]


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_letters_encoded_twice_are_put_right_and_told(wrong: str) -> None:
    once = "Børn, ældre, Ærø og på søen – café"
    text, diagnostics = decode(once.encode().decode(wrong).encode())
    assert text == once
    assert [one.code for one in diagnostics] == ["double-encoded"]


def test_clean_text_with_unusual_letters_is_left_alone() -> None:
    clean = "SÃO TOMÉ, Â, “BÅ”, ÅÆØ, naïve, âge, Größe, Ő"
    assert decode(clean.encode()) == (clean, [])


def test_control_characters_go_line_ends_are_one_and_letters_are_composed() -> None:
    text, diagnostics = decode("A\u030a\0ben\x07 sag\r\nto\rtre\x0bfire\u2028fem\tx\f".encode())
    assert text == "Åben sag\nto\ntre\nfire\nfem\tx\f"
    assert [one.code for one in diagnostics] == ["control-characters"]


def test_a_declared_encoding_counts_only_where_the_bytes_are_not_utf8() -> None:
    assert decode("Łódź på søen".encode("iso-8859-2", "ignore"), "iso-8859-2")[0] == "Łódź p sen"
    assert decode("på søen".encode(), "iso-8859-2")[0] == "på søen"
    assert decode("på søen".encode("cp1252"), "hex")[0] == "på søen"
    assert decode("på søen".encode("cp1252"), "no-such-encoding")[0] == "på søen"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_become_text_in_normal_form(data: bytes) -> None:
    text, _ = decode(data)
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\0\r\x1b\x7f\x9f")
    assert text.encode("utf-8").decode("utf-8") == text


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="ÃÂâ\ufeff\ufffe\uffff")
    )
)
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode())[0] == unicodedata.normalize("NFC", text)
