"""Where the items begin: general evidence weighed together, no pattern per municipality.

A line may begin an item because it carries a number that runs on from the one before, because labels follow it, because it
looks like a heading, because it is doubled, because the file's own structure says so. Each sign has a weight; the best chain
of candidates of one form wins. Contents lists and numbered lists in the prose lose: no labels follow their lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.model import SectionKind
from sagsgang.reading import fallbacks, titles
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.layout import Block

_LETTERED = r"(?P<number>\d{1,4}[a-zA-Z]?)"
_WORD = re.compile(
    rf"^(?P<word>(?i:Ad\.? pkt\.?|Ad\.? punkt|Ad\.?|Punkt|Pkt\.?|Dagsordenspunkt|Sag nr\.?|Sag|Nr\.?|Punkt nr\.?|Pkt\. nr\.?))\s*{_LETTERED}\b(?![-/]\d)\s*(?:[:.)–-]+\s*|\s+|$)(?P<title>.*)$"
)
_NESTED = re.compile(r"^(?P<number>\d{1,3}\.\d{1,2})\.?\s+(?P<title>[A-ZÆØÅ§\"”»(].*)$")
_YEARLY = re.compile(r"^(?P<number>(?:19|20)\d\d[-/]\d{1,3})\s*[.:]?\s+(?P<title>[A-ZÆØÅ].*)$")
_CODED = re.compile(r"^(?P<number>[A-Z]\.?\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ].*)$")
_DOT = re.compile(r"^(?P<number>\d{1,4})\s?[.)](?!\d)\s*(?P<title>\S.*)$")
_COLON = re.compile(r"^(?P<number>\d{1,4})\s?:\s+(?P<title>\S.*)$")
_MARKED = re.compile(
    r"^(?P<number>\d{1,4})\s*(?=\((?:Åben|Lukket|Åbent|Offentlig|Fortrolig)|(?:Åben|Åbent|Lukket)\b)(?P<title>.*)$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?P<number>\d{1,4})\s+(?P<title>[A-ZÆØÅ§\"”»(].*)$")
_ALONE = re.compile(r"^(?P<number>\d{1,4})[.:]?$")
_PAGED = re.compile(r"^\d{1,3}\s+(?P<number>\d{1,4})\.\s+(?P<title>\S.*)$")
_DOUBLED_NUMBER = re.compile(r"^(?P<number>\d{1,4})\.\s+(?P=number)\.\s+(?P<title>(?!behandling|viceb)\S.*)$")
_TAIL = re.compile(
    r"^(?P<title>\S.{2,}?)\s*[-–(,]\s*(?:Sag nr\.?|Punkt|Pkt\.?|Sagsnr\. på dagsorden|Dagsordenspunkt)\s*(?P<number>\d{1,4})\)?$"
)
_SEPARATOR = re.compile(
    r"^(?:Sagsid|Sags\s?ID|Acadre sagsnr|Sagsnr)\.?:?\s*\S+.*?,?\s*(?:Sagsinitialer|Initialer)\b", re.IGNORECASE
)
_NAMED_NUMBER = re.compile(
    r"^(?:Sag|Sagsnr|Dok|Doknr|Dokument|Brevid|J\.nr)\.?:?\s+(?=\S*\d)[\dA-Z][\w/.-]{4,30}$", re.IGNORECASE
)
_PROPOSES = re.compile(
    r"\b(?:indstiller|foreslår|anbefaler)(?::|,? at\b)|\b(?:indholdsfortegnelse|sagsoversigt)\b", re.IGNORECASE
)
_LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$|(?<!…)…++\s*+\d++\s*+$|(?<!_)_{4,}+\s*+\d++$")
_ENDS_WITH_PAGE = re.compile(r"\s\d{1,3}$")
_MONTH_NEXT = re.compile(
    r"^(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\b|^(?:klasse|behandling|kvartal|halvår|viceborgmester|december)",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"\blukket\b(?: (?:punkt|sag|dagsorden|møde))?|\blukkede? (?:punkt|sag|døre)|for lukkede døre|\bfortroligt?\b|\bikke offentlig|\bLUKKET\b",
    re.IGNORECASE,
)
OPEN = re.compile(r"^\W*(?:åben|åbent|åben sag|åbent punkt|offentlig(?:t punkt)?|åben dagsorden)\b", re.IGNORECASE)
_OPENNESS_LINE = re.compile(
    r"^\W*(?:(?:åben|åbent|lukket|offentligt?|fortroligt?)(?: (?:sag|punkt|dagsordenspunkt|dagsorden))?|for (?:åbne|lukkede) døre)\W*(?:[-–]?\s*(?:(?=\S*\d)[\d./A-ZÆØÅ-]*)?)$",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"(?!.*\.$)(?:^[A-ZÆØÅ]\.\s+\w+sager\b.{0,40}$|^for (?:lukkede|åbne) døre$|^(?:[A-ZÆØÅ]\.\s+)?(?:(?:åben|åbent|åbne|lukket|lukkede|offentlige?|fortrolige?)\s+(?:sager|punkter|dagsordenspunkter|møde|dagsorden|del)\b(?!.*godkendelse).{0,30}|(?:sager|punkter|til)\s+(?:til|for|efter)?\s*"
    r"(?:afgørelse|efterretning|behandling|orientering|beslutning|drøftelse|indstilling|godkendelse)\b.*|til (?:behandling|efterretning|orientering) [-–] for (?:åbne|lukkede) døre)$)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Start:
    """A place where an item may begin. `index` of its first block; `title_blocks` the blocks that make its heading."""

    index: int
    form: str
    number: str | None
    title: str | None
    score: float = 0.0
    declared: bool = False
    open: bool | None = None
    group: bool = False
    heading: list[int] = field(default_factory=list)

    @property
    def figure(self) -> int:
        digits = _FIGURE.findall(self.number) if self.number else []
        if not digits:
            return 0
        return int(digits[-1]) if self.form in ("yearly", "coded") else int(digits[0])


def find_starts(blocks: list[Block]) -> list[Start]:
    """The items' beginnings in order; empty when the document has none."""
    declared = [_declared(i, block) for i, block in enumerate(blocks) if block.fact is Fact.ITEM]
    if declared:
        return declared
    view = _View(blocks)
    chains = [chain for starts in _candidates(view).values() if (chain := _best_chain(starts, view))]
    best = max(chains, key=_total, default=[])
    if len(best) < 3 or _total(best) < 3.5 * len(best):
        # Numbers that run on weigh more than looks alone.
        best = max(
            [(1.3 * _total(best), best), *((_total(c), c) for c in (_separated(view), _untitled(view)))],
            key=itemgetter(0),
        )[1]
    if not best or _total(best) < _least(best):
        return _fallback(view)
    return _with_groups_told(_with_marks_above(_with_doubles_above(_with_numbers_above(best, view), view), view))


def _with_groups_told(chain: list[Start]) -> list[Start]:
    """`2. Sager til beslutning` above `2.1 …` is the heading of a group of items, not an item."""
    for start, following in zip(chain, chain[1:], strict=False):
        if start.number and following.number and following.number.startswith(f"{start.number}."):
            start.group = True
    return chain


def _fallback(view: _View) -> list[Start]:
    """Items told by less than a chain of headings: see `fallbacks`."""
    numbered = sorted((s for starts in _candidates(view).values() for s in starts), key=lambda s: s.index)
    first = next((start for start in numbered if start.form != "bare" and start.title), None)
    if first is not None and fallbacks.is_whole_page(view.blocks, first.heading[0], first.title or ""):
        return [first]
    if rounds := fallbacks.cycles(view.blocks):
        return [Start(i, "separator", None, None, 4.0) for i in rounds]
    by_form: dict[str, dict[int, Start]] = defaultdict(dict)
    for start in numbered:
        if start.form.startswith(("dot", "word")) and start.title:
            by_form[start.form].setdefault(start.heading[0], start)
    for starts in sorted(by_form.values(), key=len, reverse=True):
        if found := fallbacks.running_list(view.blocks, [(i, start.figure) for i, start in starts.items()]):
            for i in (place for index in found for place in starts[index].heading):
                view.blocks[i].noise = None
            return [starts[i] for i in found]
    heading = fallbacks.title_of_page(view.blocks)
    if heading is None or not _could_be_title(view, heading):
        return []
    return [Start(heading, "untitled", None, view.blocks[heading].text, heading=[heading])]


def _with_doubles_above(chain: list[Start], view: _View) -> list[Start]:
    """A title that is printed twice begins where it stands first."""
    for k, start in enumerate(chain):
        above = view.before(start.index)
        if above is None or not start.number or (k == 0 and _after_a_list(above, start, view)):
            continue
        if k and above <= max(chain[k - 1].heading, default=chain[k - 1].index):
            continue
        printed = f"{view.blocks[above].marker or ''} {view.blocks[above].text}"
        if start.number in printed and titles.same(view.blocks[above].text, start.title or ""):
            start.index = above
    return chain


def _with_marks_above(chain: list[Start], view: _View) -> list[Start]:
    """Where "Åben" or "Lukket" stands on the line above each heading, the item begins there."""
    above = {}
    for start in chain:
        previous = view.before(start.index)
        if previous is not None and previous not in start.heading and _OPENNESS_LINE.match(view.blocks[previous].text):
            above[start.index] = previous
    if len(above) >= max(2, 0.6 * len(chain)):
        for start in chain:
            start.index = above.get(start.index, start.index)
    return chain


def _after_a_list(above: int, start: Start, view: _View) -> bool:
    """True when the line above the first item is the end of a contents list."""
    before = view.before(above)
    return before is not None and (
        bool(_DOT.match(view.blocks[before].text) or _WORD.match(view.blocks[before].text))
        or view.blocks[before].label is not None
        or view.blocks[before].marker is not None
    )


def _with_numbers_above(chain: list[Start], view: _View) -> list[Start]:
    """Where the case number stands on the line above each heading, the item begins there."""
    above = {}
    for start in chain:
        previous = view.before(start.index)
        following = view.following(start.heading[-1] if start.heading else start.index, 1)
        if (
            previous is not None
            and is_case_number_line(view.blocks[previous].text)
            and not (following and is_case_number_line(view.blocks[following[0]].text))
        ):
            above[start.index] = previous
    if len(above) < max(2, 0.6 * len(chain)):
        return chain
    for start in chain:
        start.index = above.get(start.index, start.index)
    return chain


def _least(chain: list[Start]) -> float:
    return 2.5 if len(chain) == 1 else 3.0


def _total(chain: list[Start]) -> float:
    return sum(start.score for start in chain)


def _declared(i: int, block: Block) -> Start:
    number, title = block.value.get("number"), block.value.get("title")
    return Start(
        i, "declared", str(number) if number else None, str(title) if title else None, 100.0, True, heading=[i]
    )


class _View:
    """The blocks that are no noise, with what stands around each."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.content = [i for i, block in enumerate(blocks) if block.noise is None and block.text]
        self.place = {i: n for n, i in enumerate(self.content)}
        self._labels: dict[int, bool] = {}
        self._marks: dict[int, bool] = {}

    def following(self, i: int, count: int) -> list[int]:
        n = self.place[i]
        return self.content[n + 1 : n + 1 + count]

    def before(self, i: int) -> int | None:
        n = self.place[i]
        return self.content[n - 1] if n else None

    def is_section_label(self, i: int) -> bool:
        label = self.blocks[i].label
        return (
            label is not None and label.section is not None and (label.word.strong or label.word.common or label.formed)
        )

    def is_marked_before(self, i: int) -> bool:
        """True when a mark of openness stands right above."""
        previous = self.before(i)
        return previous is not None and bool(_OPENNESS_LINE.match(self.blocks[previous].text))

    def is_item_mark(self, i: int) -> bool:
        """A case number, openness, officer: what stands right under an item's heading."""
        known = self._marks.get(i)
        if known is None:
            known = self._marks[i] = self._marks_item(i)
        return known

    def _marks_item(self, i: int) -> bool:
        block = self.blocks[i]
        if block.label is not None and block.label.word.fact in (
            "journal_number",
            "officers",
            "openness",
            "document_number",
            "office",
        ):
            return True
        return bool(_OPENNESS_LINE.match(block.text)) or _is_number_line(block.text)


def _candidates(view: _View) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = defaultdict(list)
    for i in view.content:
        block = view.blocks[i]
        if block.shape is Shape.ROW and len([cell for cell in block.cells if cell.text]) > 3:
            continue
        for start in _readings(i, block, view):
            found[start.form].append(start)
    return found


def _readings(i: int, block: Block, view: _View) -> list[Start]:
    """The ways in which a block can be read as the beginning of an item."""
    text = block.text
    if len(text) > 400:
        return []
    if block.shape is Shape.NUMBERED and block.marker and block.marker[:-1].isdigit():
        text = f"{block.marker} {text}"
    elif block.shape is Shape.BULLET and not _WORD.match(text) and not _heads_a_part(i, view):
        return []
    tail = _TAIL.match(text) if text[-1] in "0123456789)" and not text[0].isdigit() else None
    if tail is not None:
        return [Start(i, "tail", tail["number"], tail["title"].strip(), heading=[i])]
    if not (text[0].isdigit() or text[0] in "PSNDA#"):
        return []
    readings = []
    looks_like_heading = block.shape is Shape.HEADING or block.bold or (block.size or 1.0) > 1.08
    if match := _WORD.match(text):
        form = "word:" + match["word"].rstrip(".").casefold().split()[0]
        readings.append((form, match))
    elif match := _DOUBLED_NUMBER.match(text) or _PAGED.match(text):
        readings.append(("dot", match))
    elif match := _COLON.match(text):
        readings.append(("colon", match))
    elif match := _MARKED.match(text):
        readings.append(("bare", match))
    elif looks_like_heading and (match := _YEARLY.match(text) or _CODED.match(text)):
        readings.append(("yearly" if match["number"][0].isdigit() else "coded", match))
    elif match := _NESTED.match(text):
        readings.append(("dot", match))
    elif match := _DOT.match(text):
        if not _MONTH_NEXT.match(match["title"]) and (match["title"][0].isupper() or not match["title"][0].isalpha()):
            readings.append(("dot", match))
    elif match := _BARE.match(text):
        readings.append(("bare", match))
    elif match := _ALONE.match(text):
        return _number_alone(i, match["number"], view)
    if block.shape is Shape.NUMBERED and block.level:
        readings = [(f"{form}@{block.level}", match) for form, match in readings]  # a list inside the text, perhaps
    starts = [Start(i, form, match["number"], match["title"].strip() or None, heading=[i]) for form, match in readings]
    for start in starts:
        if start.title is not None and titles.openness_line(start.title) is not None:
            start.open, start.title = titles.openness_line(start.title), None
        if start.title is None:
            _title_from_neighbours(start, view)
    return starts


def _heads_a_part(i: int, view: _View) -> bool:
    """True for a line of a list that a label stands below: the items of a page are folded out of a list."""
    return any(view.is_section_label(following) or view.is_item_mark(following) for following in view.following(i, 2))


def _number_alone(i: int, number: str, view: _View) -> list[Start]:
    """A figure alone on its line, the title on the next (or, in some layouts, on the one before)."""
    start = Start(i, "alone", number, None, heading=[i])
    _title_from_neighbours(start, view)
    return [start] if start.title else []


def _title_from_neighbours(start: Start, view: _View) -> None:
    previous = view.before(start.index)
    near = view.following(start.index, 2)
    title_follows = (
        len(near) == 2
        and _could_be_title(view, near[0])
        and (view.is_section_label(near[1]) or view.is_item_mark(near[1]))
    )
    if start.form == "word:sag" and previous is not None and not title_follows and _could_be_title(view, previous):
        start.title, start.heading = view.blocks[previous].text, [previous, start.index]
        start.index = previous
        return
    for following in view.following(start.index, 2):
        if (
            view.is_item_mark(following)
            and view.blocks[following].label is None
            and not _could_be_title(view, following)
        ):
            continue
        if _could_be_title(view, following):
            start.title = view.blocks[following].text
            start.heading = [start.index, following]
        break


def _is_number_line(text: str) -> bool:
    """A case number or a document's number, with or without a word before it, and nothing else."""
    return is_case_number_line(text) or bool(_NAMED_NUMBER.match(text))


def _could_be_title(view: _View, i: int) -> bool:
    block = view.blocks[i]
    if block.label is not None or block.shape in (Shape.ROW, Shape.BULLET, Shape.NUMBERED):
        return False
    if block.text[0] == "(" and block.text[-1] == ")":
        return False
    return (
        2 < len(block.text) <= 300
        and block.text[0].isalnum() | (block.text[0] in '§"”»(')
        and not _is_number_line(block.text)
        and not _OPENNESS_LINE.match(block.text)
    )


def _score(start: Start, view: _View, rivals: set[int]) -> float:
    """The evidence that an item begins here, apart from its number."""
    i = start.heading[-1] if start.heading else start.index
    block = view.blocks[i]
    title = start.title or ""
    score = 0.0
    if start.form.startswith("word:"):
        score += 2.0
    if block.shape is Shape.HEADING:
        score += 1.5
    elif block.bold or (block.size or 1.0) > 1.08:
        score += 1.0
    if CLOSED.search(title) or OPEN.match(title):
        score += 2.0
    if _LEADER.search(block.text) or _LEADER.search(title):
        score -= 6.0
    elif title and _ENDS_WITH_PAGE.search(title) and not re.search(r"(?:19|20)\d\d$", title):
        score -= 0.5
    if title and title[0].islower():
        score -= 3.0
    if title.endswith((";", ",")) or (title.endswith(".") and len(title) > 120):
        score -= 1.5
    score += _score_of_following(start, i, view, rivals)
    return score


def _score_of_following(start: Start, i: int, view: _View, rivals: set[int]) -> float:
    title = _letters(start.title or "")
    score = 0.0
    for n, following in enumerate(view.following(i, 7)):
        if following in rivals and following != i:
            return score - (1.5 if n == 0 else 0.0)
        block = view.blocks[following]
        if n < 2 and len(title) > 4 and following not in start.heading and _is_double(block.text, title):
            score += 3.0
        elif view.is_section_label(following):
            return score + (3.0 if n == 0 else 2.0 if n < 4 else 1.0)
        elif view.is_item_mark(following):
            score += 2.0 if n == 0 else 1.0
    return score


def _is_double(text: str, title: str) -> bool:
    """True when a line is the title again, perhaps without the letters and codes around it."""
    letters = _letters(text)
    return letters.endswith(title) or (
        len(letters) > 8
        and (title.endswith(letters) or title[:-1] == letters or (letters in title and len(letters) > 0.8 * len(title)))
    )


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _best_chain(starts: list[Start], view: _View) -> list[Start]:
    """The heaviest run of candidates whose numbers go up; a number left out costs a little, going back is a new run."""
    rivals = {start.index for start in starts}
    for start in starts:
        start.score = _score(start, view, rivals)
    starts = [start for start in starts if start.score > -4.0]
    best: list[tuple[float, int | None]] = []
    for j, start in enumerate(starts):
        value, source = start.score - (0.0 if start.figure < 1000 else 1.0), None
        for k in range(max(0, j - 60), j):
            step = _step(starts[k], start)
            if step is not None and best[k][0] + start.score + step > value:
                value, source = best[k][0] + start.score + step, k
        best.append((value, source))
    if not best:
        return []
    j: int | None = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain: list[Start] = []
    while j is not None:
        chain.append(starts[j])
        j = best[j][1]
    chain.reverse()
    return _with_quiet_members(chain, view)


def _step(before: Start, after: Start) -> float | None:
    gap = after.figure - before.figure
    if after.form == "coded" and after.figure == 1 and (after.number or "")[0] != (before.number or "")[0]:
        return 0.5
    if before.index == after.index:
        return None
    if gap == 1:
        return 1.0
    if gap == 0 and before.number != after.number:
        return 0.5
    if 1 < gap <= 12:
        return -0.6 * (gap - 1)
    if gap > 12:
        return -8.0
    return -5.0 if after.form.startswith("word:") or after.score > 4.0 else None


def _with_quiet_members(chain: list[Start], view: _View) -> list[Start]:
    """The chain without lines that carry a number and nothing else of an item: a link to the next one, a list's last line."""
    strong = [start for start in chain if _evidence(start) >= 2.0]
    if not any(start.score > 1.0 for start in chain):
        return []
    looks = {_look(view.blocks[start.index]) for start in strong}
    kept = []
    for start in chain:
        if _evidence(start) > 0.9 or _look(view.blocks[start.index]) in looks:
            kept.append(start)
        elif start.form.startswith("word:"):
            view.blocks[start.index].noise = "contents list"
    return kept


def _evidence(start: Start) -> float:
    return start.score - (2.0 if start.form.startswith("word:") else 0.0)


def _look(block: Block) -> tuple[object, ...]:
    return (block.shape, block.level if block.shape is Shape.HEADING else 0, block.bold, round((block.size or 1.0) * 8))


def _separated(view: _View) -> list[Start]:
    """Items without title or number, each opened by a line with its case number and officer's initials."""
    found = []
    for i in view.content:
        if _SEPARATOR.match(view.blocks[i].text):
            found.append(Start(i, "separator", None, None, 4.0))
    return found if len(found) > 0 else []


def _untitled(view: _View) -> list[Start]:
    """Items with a title and no number: headings of one look that labels follow, cycle after cycle."""
    by_look: dict[tuple[object, ...], list[Start]] = defaultdict(list)
    seen_label = False
    marked_before = _marks_stand_before(view)
    for i in view.content:
        block = view.blocks[i]
        if view.is_section_label(i):
            seen_label = True
        if not _could_be_title(view, i) or block.label is not None or GROUP.match(block.text):
            continue
        if block.text.endswith((".", ",", ";", ":")) or _LEADER.search(block.text) or _PROPOSES.search(block.text):
            continue
        start = Start(i, "untitled", None, block.text, heading=[i])
        start.score = _score_unnumbered(start, view)
        if marked_before:
            start.score = max(start.score + 1.0, 2.0) if view.is_marked_before(i) else start.score - 4.0
        if start.score > 0 or block.shape is Shape.HEADING:
            look = (
                block.shape,
                block.level if block.shape is Shape.HEADING else 0,
                block.bold,
                round((block.size or 1.0) * 10),
            )
            by_look[look].append(start)
    chains = [_thinned(starts) for starts in by_look.values()]
    return max(chains, key=lambda chain: _total(chain) * 0.85, default=[]) if seen_label else []


def _marks_stand_before(view: _View) -> bool:
    """True in layouts where "Åben" stands above each title, not below it."""
    before = after = 0
    for i in view.content:
        if _OPENNESS_LINE.match(view.blocks[i].text):
            near = view.following(i, 2)
            after += bool(near) and view.is_section_label(near[0])
            before += len(near) == 2 and view.is_section_label(near[1]) and _could_be_title(view, near[0])
    return before > after


def _score_unnumbered(start: Start, view: _View) -> float:
    block = view.blocks[start.index]
    score = _score_of_following(start, start.index, view, set()) - 1.6
    if block.shape is Shape.HEADING:
        score += 0.8
    elif block.bold or (block.size or 1.0) > 1.08:
        score += 0.5
    first = view.following(start.index, 1)
    if not first or not (view.is_section_label(first[0]) or view.is_item_mark(first[0]) or score > 1.5):
        score -= 1.5
    return score if _starts_a_cycle(start.index, view) else score - 2.5


_OPENERS = frozenset(
    (
        SectionKind.SUMMARY,
        SectionKind.PRESENTATION,
        SectionKind.RECOMMENDATION,
        SectionKind.DECISION,
        SectionKind.DECISION_THEME,
        SectionKind.ROUTE,
        SectionKind.COMPETENCE,
    )
)


def _starts_a_cycle(i: int, view: _View) -> bool:
    """True when a label that follows within the item was seen before it too, or nothing was seen yet."""
    for following in view.following(i, 4):
        if view.is_item_mark(following):
            return True
        if view.is_section_label(following):
            label = view.blocks[following].label
            return label is not None and label.section in _OPENERS
    return False


def _thinned(starts: list[Start]) -> list[Start]:
    """Of candidates that stand next to each other (a doubled title) the first; headings without evidence only among ones with it."""
    kept: list[Start] = []
    for start in starts:
        if kept and _letters(kept[-1].title or "") == _letters(start.title or "") and start.index - kept[-1].index <= 2:
            continue
        kept.append(start)
    strong = [start for start in kept if start.score > 1.0]
    if len(strong) < max(1, 0.5 * len(kept)):
        return strong
    return [start for start in kept if start.index >= strong[0].index]
