"""Where the items begin: general evidence weighed together, no pattern per municipality.

A line may begin an item because it carries a number that runs on from the one before, because labels follow it,
because it
looks like a heading, because it is doubled, because the file's own structure says so. Each sign has a weight; the
best chain
of candidates of one form wins. Contents lists and numbered lists in the prose lose: no labels follow their lines.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.reading import fallbacks, titles
from sagsgang.reading.candidates import DOT, WORD, Start, View, candidates, could_be_title
from sagsgang.reading.extracted import Fact
from sagsgang.reading.layout import Block
from sagsgang.reading.scores import evidence, look, score, total
from sagsgang.reading.untitled import separated, untitled


def find_starts(blocks: list[Block]) -> list[Start]:
    """The items' beginnings in order; empty when the document has none."""
    declared = [_declared(i, block) for i, block in enumerate(blocks) if block.fact is Fact.ITEM]
    if declared:
        return declared
    view = View(blocks)
    runs = [_best_run(starts, view) for starts in candidates(view).values()]
    run = max(runs, key=lambda run: total(run.chain), default=_Run())
    best = run.chain
    if len(best) < 3 or total(best) < 3.5 * len(best):
        # Numbers that run on weigh more than looks alone.
        best = max(
            [(1.3 * total(best), best), *((total(c), c) for c in (separated(view), untitled(view)))],
            key=itemgetter(0),
        )[1]
    if best is run.chain:
        _mark_listed(run, view)
    if not best or total(best) < _least(best):
        return _fallback(view)
    return _with_groups_told(_with_marks_above(_with_doubles_above(_with_numbers_above(best, view), view), view))


def _with_groups_told(chain: list[Start]) -> list[Start]:
    """`2. Sager til beslutning` above `2.1 …` is the heading of a group of items, not an item."""
    for start, following in pairwise(chain):
        if start.number and following.number and following.number.startswith(f"{start.number}."):
            start.group = True
    return chain


def _fallback(view: View) -> list[Start]:
    """Items told by less than a chain of headings: see `fallbacks`."""
    numbered = sorted((s for starts in candidates(view).values() for s in starts), key=lambda s: s.index)
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
    if heading is None or not could_be_title(view, heading):
        return []
    return [Start(heading, "untitled", None, view.blocks[heading].text, heading=[heading])]


def _with_doubles_above(chain: list[Start], view: View) -> list[Start]:
    """A title that is printed twice begins where it stands first."""
    for k, start in enumerate(chain):
        above = view.before(start.index)
        if above is None or not start.number or (k == 0 and _after_a_list(above, view)):
            continue
        if k and above <= max(chain[k - 1].heading, default=chain[k - 1].index):
            continue
        printed = f"{view.blocks[above].marker or ''} {view.blocks[above].text}"
        if start.number in printed and titles.same(view.blocks[above].text, start.title or ""):
            start.index = above
    return chain


def _with_marks_above(chain: list[Start], view: View) -> list[Start]:
    """Where "Åben" or "Lukket" stands on the line above each heading, the item begins there."""
    above = {}
    for start in chain:
        previous = view.before(start.index)
        if previous is None or previous in start.heading:
            continue
        if titles.is_openness_line(view.blocks[previous].text):
            above[start.index] = previous
    if len(above) >= max(2, 0.6 * len(chain)):
        for start in chain:
            start.index = above.get(start.index, start.index)
    return chain


def _after_a_list(above: int, view: View) -> bool:
    """True when the line above the first item is the end of a contents list."""
    before = view.before(above)
    return before is not None and (
        bool(DOT.match(view.blocks[before].text) or WORD.match(view.blocks[before].text))
        or view.blocks[before].label is not None
        or view.blocks[before].marker is not None
    )


def _with_numbers_above(chain: list[Start], view: View) -> list[Start]:
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


def _declared(i: int, block: Block) -> Start:
    number, title = block.value.get("number"), block.value.get("title")
    return Start(
        i, "declared", str(number) if number else None, str(title) if title else None, 100.0, True, heading=[i]
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Candidates of one form whose numbers go up: those that may be items, and lines that only name an item."""

    chain: list[Start] = field(default_factory=list)
    quiet: list[Start] = field(default_factory=list)


def _best_run(starts: list[Start], view: View) -> _Run:
    """The heaviest run of candidates whose numbers go up; a number left out costs a little, going back is a new run."""
    rivals = {start.index for start in starts}
    for start in starts:
        start.score = score(start, view, rivals)
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
        return _Run()
    last: int | None = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain: list[Start] = []
    while last is not None:
        chain.append(starts[last])
        last = best[last][1]
    chain.reverse()
    return _parted(chain, view)


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


def _parted(chain: list[Start], view: View) -> _Run:
    """The chain, and apart from it the lines that carry a number and nothing else of an item: a link to the next one, a
    list's last line."""
    strong = [start for start in chain if evidence(start) >= 2.0]
    if not any(start.score > 1.0 for start in chain):
        return _Run()
    looks = {look(view.blocks[start.index]) for start in strong}
    kept: list[Start] = []
    quiet: list[Start] = []
    for start in chain:
        loud = evidence(start) > 0.9 or look(view.blocks[start.index]) in looks
        (kept if loud else quiet).append(start)
    return _Run(chain=kept, quiet=quiet)


def _mark_listed(run: _Run, view: View) -> None:
    """The quiet lines are noise where a word such as "Punkt" begins them, but not a sentence: `Ad 3. Anbefales.`"""
    for start in run.quiet:
        if start.form.startswith("word:") and not (start.title or "").endswith("."):
            view.blocks[start.index].noise = "contents list"
