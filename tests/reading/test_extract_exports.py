"""Case systems' XML: the same facts from every system, closed where the file does not say open, and safe to read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagsgang.reading.extract.acadre import extract_acadre
from sagsgang.reading.extract.exports import extract_agman, extract_edoc, extract_fujitsu, extract_sbsys
from sagsgang.reading.extracted import Extract, Fact, Line, UnreadableError

SBSYS = """<?xml version="1.0" encoding="utf-8"?>
<Dagsorden DagsordenID="7" Dagsordentype="referat">
 <Møde MødeID="9" Udvalg="Havneudvalget" UdvalgID="2" Mødedato="27. august 2031" Mødetid="14.30" Mødesluttid="16:05"
  Mødested="Salen"/>
 <Dagsordenpunkter>
  <Dagsordenpunkt DagsordenpunktID="1" Nummer="4" Åbent="true">
   <Overskrift>Plan for mole &amp; kaj</Overskrift>
   <Indhold>
    <Sagsfremstilling>
     &lt;p&gt;Molen er &lt;b&gt;gammel&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Kajen er ny.&lt;/p&gt;</Sagsfremstilling>
    <Økonomiske_konsekvenser><![CDATA[<p>Ingen.</p>]]></Økonomiske_konsekvenser>
    <Videre_x0020_proces>Sagen går til
Byrådet.</Videre_x0020_proces>
   </Indhold>
   <Bilagsliste><Bilag BilagID="5" Navn="Kort" MaaPubliceres="true" BilagUrl="bilag/kort.pdf"/>
    <Bilag BilagID="6" Navn="Brev" MaaPubliceres="false"/><Bilag Navn="Notat"/></Bilagsliste>
  </Dagsordenpunkt>
  <Dagsordenpunkt Nummer="5" Åbent="false"><Overskrift>Køb</Overskrift></Dagsordenpunkt>
  <Dagsordenpunkt Nummer="6"><Overskrift>Salg</Overskrift></Dagsordenpunkt>
 </Dagsordenpunkter>
</Dagsorden>"""

ACADRE = """<root><table name="meeting"><fields><field name="sysid">3</field><field name="name">Møde</field>
<field name="date">27-08-2031 14:30</field><field name="finish">27-08-2031 16:05</field>
<field name="location">Salen</field></fields></table>
<table name="agenda"><fields><field name="type">Referat</field></fields></table>
<table name="committee"><fields><field name="name">Havneudvalget</field><table name="members"><fields>
<field name="name">Ask Berg (B)</field></fields></table></fields></table>
<table name="agendaitemparents"><fields><field name="sort">2</field><table name="agendaitem"><fields>
<field name="name">Salg</field><field name="caseno">31/17</field><field name="accessname">Lukket</field></fields>
</table></fields>
<fields><field name="sort">1</field><table name="agendaitem"><fields><field name="name">Plan for mole</field>
<table name="bullet"><fields><field name="bulletname">Sagsfremstilling</field>
<field name="bulletcontent">&lt;p&gt;Molen er gammel.&lt;/p&gt;</field></fields></table>
<table name="enclosure"><fields><field name="filename">kort.pdf</field><field name="name">Kort</field></fields>
</table>
</fields></table></fields></table></root>"""

AGMAN = """<Publication><PublicationTypeAsValue>2</PublicationTypeAsValue><Agendas><Agenda ID="1"><Committee ID="2">
<Name>Havneudvalget</Name></Committee><Meeting ID="3"><When>2031-08-27T14:30:00</When>
<Until>2031-08-27T16:05:00</Until>
<Where>Salen</Where><Members><MeetingMember><Name>Ask Berg (B)</Name>
<ParticipationStatusAsText>Deltager</ParticipationStatusAsText>
</MeetingMember><MeetingMember><Name>Bo Clausen</Name><ParticipationStatusAsText>Afbud</ParticipationStatusAsText>
</MeetingMember>
</Members></Meeting><Items><Item ID="4" Nummer="1"><Caption>Plan for mole</Caption><IsPublic>true</IsPublic><Fields>
<ItemField>
<Caption>Sagsfremstilling</Caption><HasContent>true</HasContent>
<Content>&lt;p&gt;Molen er gammel.&lt;/p&gt;</Content></ItemField>
<ItemField><Caption>Resume</Caption><HasContent>false</HasContent><Content/></ItemField></Fields>
<ItemHistory><Entry><Text>&lt;p&gt;Direktionen anbefalede.&lt;/p&gt;</Text></Entry></ItemHistory>
<Enclosures><Enclosure><Name>Kort</Name><IsProtected>true</IsProtected>
<InstantiationFilePathRelative>a/kort.pdf</InstantiationFilePathRelative></Enclosure></Enclosures></Item>
<Item Nummer="2"><Caption>Salg</Caption><IsPublic>false</IsPublic></Item></Items></Agenda></Agendas></Publication>"""

EDOC = """<Meeting><MeetingState>Afholdt</MeetingState><Committee>Havneudvalget</Committee>
<MeetingDate>2031-08-27T14:30:00</MeetingDate><MeetingAgendaTypes><MeetingAgendaType><AgendaType>Referat</AgendaType>
<MeetingAgendaItems><MeetingAgendaItem><AgendaItemNumber>1</AgendaItemNumber>
<FullText>&lt;h3&gt;Sagsfremstilling&lt;/h3&gt;&lt;p&gt;Molen er gammel.&lt;/p&gt;</FullText><Document>
<Title>Plan for mole</Title><PublishingType>SKAL PUBLICERES</PublishingType><Attachments><Attachment>
<Title>Kort</Title>
<PublishingType>MÅ IKKE PUBLICERES</PublishingType></Attachment></Attachments></Document></MeetingAgendaItem>
<MeetingAgendaItem><AgendaItemNumber>2</AgendaItemNumber><Document><Title>Salg</Title>
<PublishingType>FORTROLIG</PublishingType>
</Document></MeetingAgendaItem></MeetingAgendaItems></MeetingAgendaType></MeetingAgendaTypes></Meeting>"""

FUJITSU = """<Root xmlns="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><Committee><Title>Havneudvalget</Title><Meeting>
<StartDate>2031-08-27T14:30:00</StartDate><Agenda><AgendaType>Referat</AgendaType><AgendaElements><AgendaElement>
<AccessIsPublic>true</AccessIsPublic><HandlingItem><Title>Plan for mole</Title><SerialNo>1</SerialNo>
<CaseNumber>31/17</CaseNumber>
<CasePresentations><CasePresentation><Title>Sagsfremstilling</Title>
<Content>&lt;p&gt;Molen er gammel.&lt;/p&gt;</Content>
</CasePresentation></CasePresentations><Attachments><Attachment><Title>Kort</Title><Link>kort.pdf</Link></Attachment>
</Attachments>
</HandlingItem></AgendaElement><AgendaElement><AccessIsPublic>false</AccessIsPublic><HandlingItem><Title>Salg</Title>
<SerialNo>2</SerialNo></HandlingItem></AgendaElement></AgendaElements></Agenda></Meeting></Committee></Root>"""

Reader = Callable[[bytes], Extract]
SYSTEMS: dict[str, tuple[Reader, str]] = {
    "sbsys": (extract_sbsys, SBSYS),
    "acadre": (extract_acadre, ACADRE),
    "agman": (extract_agman, AGMAN),
    "edoc": (extract_edoc, EDOC),
    "fujitsu": (extract_fujitsu, FUJITSU),
}
every_system = pytest.mark.parametrize("system", SYSTEMS)


def read(system: str) -> Extract:
    reader, source = SYSTEMS[system]
    return reader(source.encode())


def facts(extract: Extract, fact: Fact) -> list[Line]:
    return [line for line in extract.lines if line.fact is fact]


def values(extract: Extract, fact: Fact) -> list[dict[str, Any]]:
    return [dict(line.value) for line in facts(extract, fact)]


def texts(extract: Extract) -> list[str]:
    return [line.text for line in extract.lines]


@every_system
def test_every_system_tells_the_body_the_day_and_the_hour(system: str) -> None:
    extract = read(system)
    assert [line.text for line in facts(extract, Fact.BODY)] == ["Havneudvalget"]
    assert values(extract, Fact.DATE) == [{"iso": "2031-08-27"}]
    assert values(extract, Fact.START) == [{"iso": "14:30"}]
    assert values(extract, Fact.DOCUMENT) == [{"kind": "minutes"}]


@every_system
def test_nothing_of_a_known_export_is_strange_to_the_reader(system: str) -> None:
    assert read(system).diagnostics == ()


@every_system
def test_the_text_of_a_field_stands_under_its_label(system: str) -> None:
    lines = texts(read(system))
    place = lines.index("Sagsfremstilling")
    assert lines[place + 1] == "Molen er gammel."


def test_sbsys_openness_is_what_each_item_and_attachment_says() -> None:
    extract = read("sbsys")
    assert [(value["number"], value["title"], value["open"]) for value in values(extract, Fact.ITEM)] == [
        ("4", "Plan for mole & kaj", True),
        ("5", "Køb", False),
        ("6", "Salg", None),
    ]
    assert [(value["title"], value["file"], value["open"]) for value in values(extract, Fact.ATTACHMENT)] == [
        ("Kort", "bilag/kort.pdf", True),
        ("Brev", None, False),
        ("Notat", None, None),
    ]
    assert values(extract, Fact.END) == [{"iso": "16:05"}]
    assert [line.text for line in facts(extract, Fact.PLACE)] == ["Salen"]


def test_sbsys_headings_are_the_names_of_elements_as_people_write_them() -> None:
    extract = read("sbsys")
    labels = [line.text for line in facts(extract, Fact.LABEL)]
    assert labels == ["Sagsfremstilling", "Økonomiske konsekvenser", "Videre proces"]
    assert texts(extract)[-11:-5] == [
        "Økonomiske konsekvenser", "Ingen.", "Videre proces", "Sagen går til", "Byrådet.", "Kort",
    ]  # fmt: skip


def test_sbsys_items_inside_the_meeting_are_items_too() -> None:
    inside = SBSYS.replace('Mødested="Salen"/>', 'Mødested="Salen">').replace("</Dagsorden>", "</Møde></Dagsorden>")
    extract = extract_sbsys(inside.encode())
    assert [value["number"] for value in values(extract, Fact.ITEM)] == ["4", "5", "6"]
    assert extract.diagnostics == ()


def test_nothing_is_open_on_a_closed_sbsys_agenda() -> None:
    extract = extract_sbsys(SBSYS.replace('DagsordenID="7"', 'Åben="false"').encode())
    assert [value["open"] for value in values(extract, Fact.ITEM)] == [False, False, False]


def test_acadre_s_items_stand_in_their_order_and_closed_ones_are_closed() -> None:
    extract = read("acadre")
    items = values(extract, Fact.ITEM)
    assert [(value["title"], value["open"]) for value in items] == [("Plan for mole", None), ("Salg", False)]
    assert [(value["title"], value["file"]) for value in values(extract, Fact.ATTACHMENT)] == [("Kort", "kort.pdf")]
    assert [line.text for line in facts(extract, Fact.PRESENT)] == ["Ask Berg (B)"]
    assert [line.text for line in facts(extract, Fact.JOURNAL_NUMBER)] == ["31/17"]
    assert values(extract, Fact.END) == [{"iso": "16:05"}]


def test_acadre_s_list_of_files_is_told_from_its_agenda() -> None:
    manifest = b'<r><table name="producedAgenda"><fields><field name="xmlfilename">a.xml</field></fields></table></r>'
    with pytest.raises(UnreadableError, match="the agenda file that it names") as refused:
        extract_acadre(manifest)
    assert refused.value.code == "not-supported"


def test_agman_tells_present_from_absent_and_protected_from_open() -> None:
    extract = read("agman")
    assert [line.text for line in facts(extract, Fact.PRESENT)] == ["Ask Berg (B)"]
    assert [line.text for line in facts(extract, Fact.ABSENT)] == ["Bo Clausen (afbud)"]
    assert [value["open"] for value in values(extract, Fact.ITEM)] == [True, False]
    assert [(value["file"], value["open"]) for value in values(extract, Fact.ATTACHMENT)] == [("a/kort.pdf", False)]
    assert "Resume" not in texts(extract)
    assert texts(extract)[texts(extract).index("Historik") + 1] == "Direktionen anbefalede."


def test_an_agman_draft_says_that_it_is_one() -> None:
    source = AGMAN.replace("AsValue>2<", "AsValue>0<")
    extract = extract_agman(source.encode())
    assert values(extract, Fact.DOCUMENT) == [{"kind": "agenda"}]
    assert [one.code for one in extract.diagnostics] == ["draft"]


def test_edoc_is_public_only_where_it_must_be_published() -> None:
    extract = read("edoc")
    assert [value["open"] for value in values(extract, Fact.ITEM)] == [True, False]
    assert [value["open"] for value in values(extract, Fact.ATTACHMENT)] == [False]


def test_fujitsu_s_namespace_is_no_hindrance() -> None:
    extract = read("fujitsu")
    assert [(value["number"], value["open"]) for value in values(extract, Fact.ITEM)] == [("1", True), ("2", False)]
    assert [line.text for line in facts(extract, Fact.JOURNAL_NUMBER)] == ["31/17"]
    assert [(value["file"], value["open"]) for value in values(extract, Fact.ATTACHMENT)] == [("kort.pdf", None)]


@every_system
def test_an_unknown_element_with_text_is_kept_and_told(system: str) -> None:
    reader, source = SYSTEMS[system]
    last = source.rindex("</")
    extract = reader(
        (
            source[:last]
            + '<table name="x"><fields><field name="Note">Husk båden</field></fields></table>'
            + source[last:]
        ).encode()
    )
    assert "Husk båden" in texts(extract)
    assert [one.code for one in extract.diagnostics] == ["unknown-key"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "windows-1252"])
def test_the_declared_encoding_is_honoured(encoding: str) -> None:
    source = SBSYS.replace("utf-8", encoding, 1).encode(encoding)
    assert "Plan for mole & kaj" in extract_sbsys(source).text
    assert "Økonomiske konsekvenser" in extract_sbsys(source).text


def test_a_wrong_encoding_forbidden_characters_and_html_s_entities_are_put_right() -> None:
    broken = SBSYS.replace("Køb", "K&oslash;b&nbsp;af\x0b&#11; b\u00e5d").encode("cp1252")
    extract = extract_sbsys(broken)
    assert "Køb af båd" in [value["title"] for value in values(extract, Fact.ITEM)]
    assert "encoding-guessed" in [one.code for one in extract.diagnostics]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "source",
    [
        f'<!DOCTYPE Dagsorden [<!ENTITY l0 "ha">{LAUGHS}]><Dagsorden><Overskrift>&l11;</Overskrift></Dagsorden>',
        f'<!DOCTYPE Dagsorden [<!ENTITY l0 "ha">{LAUGHS}]><Dagsorden Udvalg="&l11;"/>',
        '<!DOCTYPE D [<!ENTITY f SYSTEM "file:///etc/hostname">]><Dagsorden><Overskrift>&f;</Overskrift></Dagsorden>',
        "<Dagsorden><Overskrift>aldrig lukket",
        "<a>" * 5000,
        "",
    ],
)
@every_system
def test_dangerous_or_broken_xml_is_refused_in_one_sentence(system: str, source: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        SYSTEMS[system][0](source.encode())
    assert refused.value.code == "malformed"
    assert "\n" not in str(refused.value)


def test_no_dtd_is_fetched() -> None:
    source = '<!DOCTYPE Dagsorden SYSTEM "http://127.0.0.1:9/nothing.dtd">' + SBSYS.partition("?>")[2]
    assert "Havneudvalget" in extract_sbsys(source.encode()).text


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SYSTEMS)), st.data())
def test_damaged_exports_give_lines_or_one_sentence(system: str, data: st.DataObject) -> None:
    reader, source = SYSTEMS[system]
    whole = bytearray(source.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        told = reader(bytes(whole)).text
    except UnreadableError as refused:
        told = str(refused)
    assert told.strip()
