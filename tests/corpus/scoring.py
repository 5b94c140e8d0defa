"""How well a reading agrees with a careful person's, field by field.

Every fact of a document is a pair (field, value); an item's facts carry the item they belong to, items being paired
by number
and title. Strings count by their letters and digits. Precision and recall are over such pairs; null and [] are no
facts.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[str, str]
_MEETING = ("document", "municipality", "body", "term", "date", "start", "end", "place", "chair")
_ITEM = ("number", "title", "open", "kind", "competence")


@dataclass
class Score:
    """Counts of facts: `right` in both, `missed` only expected, `extra` only read."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.missed += other.missed
        self.extra += other.extra

    def f1(self, name: str | None = None) -> float:
        right, missed, extra = (
            sum(counter.values()) if name is None else counter[name]
            for counter in (self.right, self.missed, self.extra)
        )
        return 2 * right / (2 * right + missed + extra) if right + missed + extra else 1.0

    def fields(self) -> list[str]:
        return sorted(set(self.right) | set(self.missed) | set(self.extra))


def letters(value: Any) -> str:
    """What counts of a value: letters and digits, without case."""
    if isinstance(value, bool) or value is None or isinstance(value, int | float):
        return str(value)
    return "".join(letter for letter in str(value).casefold() if letter.isalnum())


def compare(expected: dict[str, Any], read: dict[str, Any]) -> Score:
    """The score of one document; `differences` names every fact that is missed or extra."""
    pairs = _paired(expected.get("items", []), read.get("items", []))
    wanted = Counter(_facts(expected, {i: f"#{n}" for n, (i, _) in enumerate(pairs) if i is not None}))
    found = Counter(_facts(read, {j: f"#{n}" for n, (_, j) in enumerate(pairs) if j is not None}))
    score = Score()
    for (name, _value), count in (wanted & found).items():
        score.right[name.split("@")[0]] += count
    for (name, value), count in (wanted - found).items():
        score.missed[name.split("@")[0]] += count
        score.differences.append(f"- {name}: {value[:160]}")
    for (name, value), count in (found - wanted).items():
        score.extra[name.split("@")[0]] += count
        score.differences.append(f"+ {name}: {value[:160]}")
    score.differences.sort(key=lambda line: line[2:])
    return score


def _paired(expected: list[dict[str, Any]], read: list[dict[str, Any]]) -> list[tuple[int | None, int | None]]:
    """Items of both readings side by side, in order; one that the other has not stands alone."""
    matcher = difflib.SequenceMatcher(
        None, [_name(item) for item in expected], [_name(item) for item in read], autojunk=False
    )
    pairs: list[tuple[int | None, int | None]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            pairs += list(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            pairs += [(i, None) for i in range(i1, i2)] + [(None, j) for j in range(j1, j2)]
    return pairs


def _name(item: dict[str, Any]) -> str:
    return str(item["number"]) if item.get("number") else letters(item.get("title"))[:30]


def _facts(document: dict[str, Any], places: dict[int, str]) -> Iterator[Fact]:
    for name in _MEETING:
        if document.get(name) is not None:
            yield name, letters(document[name])
    for name in ("present", "absent"):
        yield from _parts(name, "", document.get(name, []), ("name", "party", "role", "reason"))
    yield from _parts("attachments", "", document.get("attachments", []), ("number", "title", "file"))
    for n, item in enumerate(document.get("items", [])):
        yield from _item_facts(item, places.get(n, f"?{n}"))


def _item_facts(item: dict[str, Any], place: str) -> Iterator[Fact]:
    yield f"item@{place}", "an item"
    for name in _ITEM:
        if item.get(name) is not None:
            yield f"item.{name}@{place}", letters(item[name])
    journal = item.get("journal_number") or {}
    for name in ("raw", "scheme", "valid", "topic", "facet", "sequence", "year"):
        if journal.get(name) is not None:
            yield f"item.journal_number@{place}", f"{name}={letters(journal[name])}"
    for name in ("officers", "route"):
        for value in item.get(name, []):
            yield f"item.{name}@{place}", letters(value)
    for section in item.get("sections", []):
        yield f"section.kind@{place}", section["kind"]
        if section.get("heading"):
            yield f"section.heading@{place}", letters(section["heading"])
        if letters(section.get("text") or ""):
            yield f"section.text@{place}", letters(section["text"])
    for recommendation in item.get("recommendations", []):
        if recommendation.get("by"):
            yield f"recommendation.by@{place}", letters(recommendation["by"])
        for point in recommendation["points"]:
            yield f"recommendation.point@{place}", letters(point)
    for decision in item.get("decisions", []):
        yield from _decision_facts(decision, place)
    yield from _parts("history", place, item.get("history", []), ("body", "date", "text", "outcome"))
    yield from _parts("attendance", place, item.get("attendance", []), ("name", "event", "note"))
    yield from _parts("attachment", place, item.get("attachments", []), ("number", "title", "file", "open"))
    yield from _parts("reference", place, item.get("references", []), ("text", "to", "body", "date", "number"))


def _decision_facts(decision: dict[str, Any], place: str) -> Iterator[Fact]:
    for name in ("body", "date", "point", "text", "outcome"):
        if decision.get(name) is not None and letters(decision[name]):
            yield f"decision.{name}@{place}", letters(decision[name])
    for name, value in (decision.get("votes") or {}).items():
        for part in value if isinstance(value, list) else [value]:
            if part is not None:
                yield f"decision.votes@{place}", f"{name}={letters(part)}"
    for dissent in decision.get("dissents", []):
        yield f"decision.dissents@{place}", letters(dissent)


def _parts(name: str, place: str, entries: list[dict[str, Any]], fields: tuple[str, ...]) -> Iterator[Fact]:
    """The parts of each entry, tied to what the entry is about, so that a right date of the wrong person does not
    count."""
    for entry in entries:
        about = letters(entry.get("name") or entry.get("title") or entry.get("text") or "")[:60]
        for part in fields:
            if entry.get(part) is not None:
                yield f"{name}.{part}@{place}", f"{about}={letters(entry[part])}"


def table(scores: dict[str, Score]) -> list[tuple[str, float, int, int, int]]:
    """(field, F1, right, missed, extra) over all documents, worst first."""
    whole = Score()
    for score in scores.values():
        whole.add(score)
    rows = [(name, whole.f1(name), whole.right[name], whole.missed[name], whole.extra[name]) for name in whole.fields()]
    return sorted(rows, key=lambda row: row[1])


def grouped(scores: dict[str, Score]) -> dict[str, Score]:
    """The scores by layout, the documents' names without their numbers."""
    groups: dict[str, Score] = defaultdict(Score)
    for name, score in scores.items():
        groups[name.rsplit("-", 1)[0]].add(score)
    return dict(groups)
