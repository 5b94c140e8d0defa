"""What on a web page is not the document: menus, cookie banners, page footers, found by tags, names and wording.

Text is only marked, never dropped, and what is doubtful stays content: a marked line of the minutes is worse than
an unmarked menu.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sagsgang.reading.extract.builder import Paragraph
from sagsgang.reading.extracted import Shape

NAVIGATION = "navigation"
COOKIES = "cookie banner"
FOOTER = "page footer"
_SHORT = 60
_PROSE = 150

_NAVIGATION_ROLES = frozenset(["navigation", "search"])
# Widgets: a "tablist" may be a menu, or an accordion with the whole of the minutes in it.
_WIDGET_ROLES = frozenset(["menu", "menubar", "toolbar", "tablist"])
_NAVIGATION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|navigering|menu|topmenu|hovedmenu|mainmenu|submenu|sidemenu|sidebar|"
    r"breadcrumbs?|brødkrummer?|skip-?links?|skip-?to\S*|search|searchbox|soeg|søg|share|social|some|addthis|pager|"
    r"pagination|toolbar|megamenu|topbar|sitemap|readspeaker|print)(?=$|[\s_-])",
    re.IGNORECASE,
)
_COOKIE_NAMES = re.compile(r"cookie|consent|cybot|samtykke|gdpr|(?:^|[\s_-])coi-", re.IGNORECASE)
_FOOTER_NAMES = re.compile(r"(?:^|\s)(?:(?:site|page|global|main)[-_]?)?(?:footer|sidefod)(?=$|\s)", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:punkt|pkt\.?|sag|nr\.?)?\s*\d{1,4}\s*[.:)\-–]|(?:punkt|pkt\.?|sag nr\.?)\s*\d|(?:åben|lukket)\b", re.IGNORECASE
)
_FACT = re.compile(r"\d|\w:(?:\s|$)|[.!?]$")
_TOOLS = (
    r"(?:gå |tilbage )?til top(?:pen)?(?: af siden)?|kopi[eé]r link(?: til (?:punktet|siden|punkt|mødet))?|"
    r"(?:spring|gå|hop) (?:direkte )?til (?:hoved)?(?:indhold(?:et)?|menu(?:en)?|navigation(?:en)?)|"
    r"skip to (?:main )?content|udskriv(?: (?:siden|side|punktet|referat(?:et)?|dagsorden(?:en)?))?|"
    r"print(?: (?:siden|side|punktet))?|del (?:siden|punktet|link|på (?:facebook|linkedin|twitter|x|mail|e-mail))|"
    r"send (?:til en ven|link)|læs (?:siden )?op|lyt til siden|(?:hent|download) (?:som )?pdf"
)
_TOOL = re.compile(rf"\s*(?:{_TOOLS})\s*", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:{_TOOLS}|top|tilbage(?: til (?:oversigten|forsiden|listen|søgning\w*))?|oplæs|lyt|menu|luk(?: menu(?:en)?)?|"
    r"søg(?: på siden)?|vis (?:alle|mere|mindre|flere)|læs mere|"
    r"(?:fold|klap|luk|åbn) (?:alle?|alt)(?: (?:punkter|ud|ind|sammen))*|(?:næste|forrige) (?:punkt|møde|side)|"
    r"abonn[eé]r(?: på .{1,40})?|forside|sitemap|english|log ind|you are here:?|"
    r"til (?:oversigten|forsiden))\s*[»›>↑▲]*",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:du er her\s*:|forside(?:n)?\s*[>›»/|])", re.IGNORECASE)
_STEP = re.compile(r"\s[>›»/|]\s")
_COOKIE = re.compile(r"\bcookie(?:s|r|n|politik\w*|deklaration\w*|indstilling\w*|erklæring\w*)?\b", re.IGNORECASE)
_COOKIE_SPEECH = re.compile(
    r"\b(?:hjemmeside\w*|website\w*|browser\w*|webstedet|accept[eé]r\w*|tillad\w*|afvis\w*|samtykke\w*|"
    r"vi bruger|vi anvender|bruger cookies)\b",
    re.IGNORECASE,
)
_ATTACHMENTS = re.compile(r"\b(?:bilag|dokumenter|filer|vedhæft\w*)\b", re.IGNORECASE)


@dataclass(kw_only=True, slots=True)
class Region:
    """A part of a page that its tag, role or name makes suspect. `sure` when the tag itself says so.

    `parent` is the region it stands in, -1 for none. The counts are of its paragraphs, those of inner regions included.
    """

    reason: str
    sure: bool
    parent: int = -1
    letters: int = 0
    links: int = 0
    lines: int = 0
    headings: int = 0
    items: int = 0
    facts: int = 0
    prose: int = 0
    cookies: int = 0


def region_of(tag: str, attributes: dict[str, str | None], *, main: bool) -> Region | None:
    """The region that an element opens, None when it is not suspect. `main` says that it stands in the main part."""
    role = attributes.get("role") if attributes else None
    if tag in ("nav", "select", "noscript", "textarea") or role in _NAVIGATION_ROLES:
        return Region(reason=NAVIGATION, sure=True)
    if tag == "footer" or role == "contentinfo":
        return None if main else Region(reason=FOOTER, sure=True)
    if role in _WIDGET_ROLES:
        return Region(reason=NAVIGATION, sure=False)
    if tag in ("header", "aside") or role in ("banner", "complementary"):
        return None if main else Region(reason=NAVIGATION, sure=False)
    if not attributes or tag in ("html", "body", "main", "article", "table", "tbody", "tr", "td"):
        return None
    reason = _suspicion(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    return None if reason is None or (main and reason == FOOTER) else Region(reason=reason, sure=False)


@lru_cache(maxsize=2048)
def _suspicion(name: str) -> str | None:
    if _COOKIE_NAMES.search(name):
        return COOKIES
    if _FOOTER_NAMES.search(name):
        return FOOTER
    return NAVIGATION if _NAVIGATION_NAMES.search(name) else None


def is_tool(text: str) -> bool:
    """Whether the text of a link is one of the tools of a page: copy, print, share, go to the top."""
    return len(text) < 60 and _TOOL.fullmatch(text) is not None


def mark_noise(paragraphs: Sequence[Paragraph], regions: Sequence[Region]) -> None:
    """Set `noise` on the paragraphs that are no part of the document."""
    reasons = _judged(paragraphs, regions)
    for paragraph in paragraphs:
        if paragraph.region >= 0:
            paragraph.noise = reasons[paragraph.region] or paragraph.noise
        if paragraph.noise is None:
            paragraph.noise = _by_wording(paragraph)
    _mark_cookie_speech(paragraphs)
    _mark_menus(paragraphs)


def _judged(paragraphs: Sequence[Paragraph], regions: Sequence[Region]) -> list[str | None]:
    total = 1 + sum(len(paragraph.text) for paragraph in paragraphs)
    for paragraph in paragraphs:
        if paragraph.region >= 0:
            region = regions[paragraph.region]
            region.letters += len(paragraph.text)
            region.links += paragraph.links
            region.lines += 1
            region.headings += paragraph.shape is Shape.HEADING
            region.items += _looks_like_item(paragraph)
            region.facts += _FACT.search(paragraph.text) is not None
            region.prose += len(paragraph.text) > _PROSE and paragraph.links < 0.5 * len(paragraph.text)
            region.cookies += bool(_COOKIE.search(paragraph.text))
    for region in reversed(regions):
        if region.parent >= 0:
            outer = regions[region.parent]
            for count in ("letters", "links", "lines", "headings", "items", "facts", "prose", "cookies"):
                setattr(outer, count, getattr(outer, count) + getattr(region, count))
    reasons: list[str | None] = []
    for region in regions:
        around = reasons[region.parent] if region.parent >= 0 else None
        reasons.append(around or (region.reason if _is_noise(region, total) else None))
    return reasons


def _is_noise(region: Region, total: int) -> bool:
    share = region.letters / total
    dense = region.links >= 0.5 * region.letters
    if region.reason == COOKIES:
        return share <= 0.5 or region.cookies * 5 >= region.lines
    if region.items >= 2:
        return False
    if region.reason == FOOTER:
        return share <= (0.5 if region.sure else 0.3)
    if region.sure:
        return dense or (share <= 0.5 and not region.prose)
    is_small = region.letters <= _SHORT and not region.facts
    return share <= 0.5 and not region.headings and (dense or is_small)


def _looks_like_item(paragraph: Paragraph) -> bool:
    return bool(paragraph.marker and paragraph.marker[0].isdigit()) or _ITEM.match(paragraph.text) is not None


def _by_wording(paragraph: Paragraph) -> str | None:
    text = paragraph.text
    if paragraph.shape is Shape.ROW or len(text) > 200:
        return None
    if len(text) <= 60 and _ALONE.fullmatch(text) and paragraph.shape is not Shape.HEADING:
        return NAVIGATION
    is_trail = len(_STEP.findall(text)) > 1 and paragraph.links >= 0.4 * len(text)
    return NAVIGATION if is_trail or _TRAIL.match(text) else None


def _mark_cookie_speech(paragraphs: Sequence[Paragraph]) -> None:
    """A banner without a telling name stands at the very start or end of the page."""
    near = (
        range(len(paragraphs)) if len(paragraphs) < 50 else [*range(25), *range(len(paragraphs) - 25, len(paragraphs))]
    )
    for index in near:
        paragraph = paragraphs[index]
        if paragraph.noise is None and _COOKIE.search(paragraph.text) and _COOKIE_SPEECH.search(paragraph.text):
            paragraph.noise = COOKIES


def _mark_menus(paragraphs: Sequence[Paragraph]) -> None:
    """Runs of short links before the first and after the last text of the page."""
    texts = [
        index for index, paragraph in enumerate(paragraphs) if paragraph.noise is None and not _is_menu_line(paragraph)
    ]
    if not texts:
        return
    tail = texts[-1] + 1
    label = paragraphs[texts[-1]].text
    for run in (range(texts[0]), range(tail, len(paragraphs))):
        lines = [paragraphs[index] for index in run if paragraphs[index].noise in (None, NAVIGATION)]
        items = sum(map(_looks_like_item, lines))
        files = sum(line.to_file for line in lines)
        if len(lines) < 4 or items * 2 >= len(lines) or files or (run.start and _ATTACHMENTS.search(label)):
            continue
        for line in lines:
            line.noise = NAVIGATION


def _is_menu_line(paragraph: Paragraph) -> bool:
    length = len(paragraph.text)
    return paragraph.shape not in (Shape.HEADING, Shape.ROW) and length <= 60 and paragraph.links >= 0.9 * length - 1
