"""What of a document the public may see: the one place where openness is decided.

Closed by default: an item is open only where the source says so, or where a publication shows it unmarked (then the
reader has set `open`). The council's duty to publish ends where secrecy begins (kommunestyrelsesloven § 8(7);
forvaltningsloven § 27), so nothing inside a closed item passes, nor any text that cannot be told apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from itertools import chain, pairwise
from typing import TypeVar

from sagsgang.model import Attachment, Diagnostic, Item, Minutes, Noise, Remainder, Repair, Section, SectionKind, Span
from sagsgang.rules.withholding import masked_fields, names_of

_NO_END = 2**63
_PUBLIC_FACTS = frozenset(
    (
        "document",
        "municipality",
        "body",
        "term",
        "date",
        "start",
        "end",
        "place",
        "chair",
        "present",
        "absent",
    )
)
# Contents lists, menus and headings of groups may name closed items in words that the items themselves do not have.
_HARMLESS_NOISE = frozenset(("page header", "page footer", "page number", "ruling line", "table header"))

_Found = TypeVar("_Found", Remainder, Noise, Repair, Diagnostic)


def is_open(item: Item) -> bool:
    """Whether the public may read an item. What the source does not say counts as closed."""
    return item.open is True


def is_publication(minutes: Minutes) -> bool:
    """Whether the document was read from something published, rather than from a case system's own file.

    Case systems export XML: what the secretariat works on, closed headings included. In everything else the heading
    of a closed item stands because somebody published it.
    """
    source = minutes.source
    if source is None:
        return False
    media_type = source.media_type.partition(";")[0].strip().lower()
    return media_type == "application/xhtml+xml" or not media_type.endswith(("/xml", "+xml"))


def has_closed_content(minutes: Minutes) -> bool:
    """Whether the source file and its raw text must be kept from the public.

    True for every working file: what it holds besides the fields that were read is not known.
    """
    return (
        not is_publication(minutes)
        or not all(is_open(item) for item in minutes.items)
        or bool(_closed_attachments(minutes))
    )


def public_view(minutes: Minutes) -> Minutes:
    """The document as the public may see it.

    Of a closed item its place, number and kind remain, and its title where a publication shows it as a closed item.
    What was found in the text of a closed item (rests, repairs, diagnostics) goes with it; where that cannot be
    told apart, everything of that sort goes. The name of a closed attachment is masked wherever it is repeated.
    """
    return _without_names(_view(minutes), minutes)


def _view(minutes: Minutes) -> Minutes:
    published = is_publication(minutes)
    items = tuple(_shown(item, published) for item in minutes.items)
    closed = [item for item in minutes.items if not is_open(item)]
    listed = _not_closed_elsewhere(minutes)
    if not closed:
        return replace(minutes, items=items, attachments=_attachments(listed, published))
    regions = _closed_regions(minutes.items)
    secrets = _secrets(closed, items)
    return replace(
        minutes,
        items=items,
        attachments=_listed_attachments(listed, items, secrets),
        remainder=_spared(minutes.remainder, regions, secrets),
        noise=_spared(minutes.noise, regions, secrets),
        repairs=_spared(minutes.repairs, regions, secrets),
        diagnostics=_spared(minutes.diagnostics, regions, secrets),
    )


def public_spans(minutes: Minutes, text: str) -> tuple[Span, ...]:
    """The parts of the source's `text` that the public may be shown, in order, none touching the next.

    The whole text when nothing is closed, nothing of a working file. Else what stands in open items and in the facts
    about the meeting, without what cannot be told apart from something closed: contents lists, what was not
    understood, and every place that names or holds a closed attachment.
    """
    if not has_closed_content(minutes):
        return ((0, len(text)),) if text else ()
    if not is_publication(minutes):
        return ()
    return _joined(_SourceText(minutes, text).content(), text)


def public_pages(minutes: Minutes, text: str) -> tuple[int, ...]:
    """The pages of the source, counted from 1, of which the public may be shown a picture.

    Of a document with something closed: those with words in `public_spans` and, but for headers and footers, no
    others. Such a page must be drawn with nothing on it but the places of these spans, since its pictures and notes
    were not read, and may belong to a closed item.
    """
    pages = (minutes.source.pages if minutes.source else None) or ()
    if not has_closed_content(minutes):
        return tuple(range(1, len(pages) + 1))
    spans = public_spans(minutes, text)
    if not spans:
        return ()
    covered = _joined([*spans, *_SourceText(minutes, text).furniture()], text)
    return tuple(
        number
        for number, page in enumerate(pages, 1)
        if _touches(page, spans) and page[0] < page[1] and not _uncovered(page, covered, text)
    )


class _SourceText:
    """The text of a published document with something closed, and which places in it are public."""

    def __init__(self, minutes: Minutes, text: str) -> None:
        self._text = text
        self._minutes = minutes
        self._regions = _closed_regions(minutes.items)
        shown = _view(minutes)
        items = [item for item in minutes.items if not is_open(item)]
        attachments = _closed_attachments(minutes)
        self._attachments = [a.at for a in attachments if a.at is not None]
        self._names = frozenset(map(_folded, _names(attachments)))
        self._secrets = frozenset(map(_folded, _secrets(items, shown.items)))
        self.noise = [noise.at for noise in shown.noise if self._is_harmless(noise)]

    def furniture(self) -> list[Span]:
        """Headers and footers that the public may see, and those that say the same in a closed item's region."""
        said = {self._without_numbers(at) for at in self.noise}
        alike = [noise.at for noise in self._minutes.noise if noise.reason in _HARMLESS_NOISE]
        return [at for at in alike if self._without_numbers(at) in said]

    def _without_numbers(self, at: Span) -> str:
        return re.sub(r"\d+", "#", _folded(self._text[slice(*at)]))

    def content(self) -> list[Span]:
        """The places of the open items and of the facts about the meeting."""
        facts = [at for name, at in self._minutes.at.items() if re.sub(r"_\d+$", "", name) in _PUBLIC_FACTS]
        found = [at for at in facts if self._is_public(at)]
        for item in self._minutes.items:
            if is_open(item) and not any(a.open is False and a.at is None for a in item.attachments):
                found += self._of_item(item)
        return found

    def _of_item(self, item: Item) -> Iterator[Span]:
        whole = sorted(set(_spans(item)))
        for at in whole:
            if self._is_public(at):
                yield from self._without_lists(at, item)
        for before, after in pairwise(whole):
            yield from (at for at in self.noise if before[1] <= at[0] and at[1] <= after[0])

    def _without_lists(self, at: Span, item: Item) -> Iterator[Span]:
        """A place in an item without the noise inside it that may name what is closed."""
        start = at[0]
        inside = (noise for section in item.sections if section.at == at for noise in section.noise)
        for noise in sorted((noise for noise in inside if not self._is_harmless(noise)), key=lambda noise: noise.at):
            yield start, min(noise.at[0], at[1])
            start = max(start, noise.at[1])
        yield start, at[1]

    def _is_harmless(self, noise: Noise) -> bool:
        words = _folded(self._text[slice(*noise.at)])
        return noise.reason in _HARMLESS_NOISE and self._is_public(noise.at) and not _tells(self._secrets, words)

    def _is_public(self, at: Span) -> bool:
        return (
            0 <= at[0] < at[1] <= len(self._text)
            and not _touches(at, self._regions)
            and not _touches(at, self._attachments)
            and not _tells(self._names, _folded(self._text[slice(*at)]))
        )


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The spans in order; those that touch, or have but white space between them, are one."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _uncovered(at: Span, covered: Sequence[Span], text: str) -> bool:
    """Whether there is a character in a place, other than white space, that no span covers."""
    position = at[0]
    for start, end in covered:
        if end > position and start < at[1]:
            if text[position:start].strip():
                return True
            position = end
    return bool(text[position : at[1]].strip())


def _folded(text: str) -> str:
    return " ".join(text.split())


def _closed_attachments(minutes: Minutes) -> list[Attachment]:
    every = chain(minutes.attachments, *(item.attachments for item in minutes.items))
    return [attachment for attachment in every if attachment.open is False]


def _names(attachments: Sequence[Attachment]) -> Iterator[str]:
    return (name for a in attachments for name in (a.title, a.file) if name and name.strip())


def _without_names(shown: Minutes, minutes: Minutes) -> Minutes:
    """The view with the names of closed attachments masked, but for those that are part of a heading it shows.

    Lists of attachments stay as they are: what is on them is told apart one by one.
    """
    listed = chain(shown.attachments, *(item.attachments for item in shown.items))
    headings = [section.heading or "" for item in shown.items for section in item.sections]
    told = [*_names(list(listed)), *headings, *(item.title or "" for item in shown.items)]
    names = names_of(name for name in _names(_closed_attachments(minutes)) if not _tells(frozenset((name,)), *told))
    if names is None:
        return shown
    items = tuple(replace(masked_fields(item, names), attachments=item.attachments) for item in shown.items)
    return replace(masked_fields(shown, names), source=shown.source, items=items, attachments=shown.attachments)


def _shown(item: Item, published: bool) -> Item:
    if is_open(item):
        return replace(item, attachments=_attachments(item.attachments, published), sections=_sections(item))
    title = item.title if item.open is False and published else None
    return Item(number=item.number, title=title, open=item.open, kind=item.kind)


def _sections(item: Item) -> tuple[Section, ...]:
    """The sections without the list that names a closed attachment: those that are open are told one by one."""
    if all(attachment.open is not False for attachment in item.attachments):
        return item.sections
    return tuple(section for section in item.sections if section.kind is not SectionKind.ATTACHMENTS)


def _attachments(attachments: tuple[Attachment, ...], published: bool) -> tuple[Attachment, ...]:
    """A closed attachment may sit on an open item; a working file must say that one is open."""
    return tuple(a for a in attachments if a.open is True or (a.open is None and published))


def _not_closed_elsewhere(minutes: Minutes) -> tuple[Attachment, ...]:
    """Of the list at a document's end, what no item marks closed: such lists seldom repeat the mark."""
    attachments = chain.from_iterable(item.attachments for item in minutes.items)
    closed = frozenset(name for a in attachments if a.open is False for name in (a.title, a.file) if name)
    return tuple(a for a in minutes.attachments if not closed & {a.title, a.file})


def _listed_attachments(
    listed: tuple[Attachment, ...], items: Sequence[Item], secrets: frozenset[str]
) -> tuple[Attachment, ...]:
    """Of the list at a document's end, what is marked open or seen on an open item: the rest may be a closed item's."""
    seen = {name for item in items for a in item.attachments for name in (a.title, a.file) if name}
    return tuple(
        a
        for a in listed
        if a.open is not False
        and (a.open is True or a.title in seen or (a.file is not None and a.file in seen))
        and not _tells(secrets, a.title, a.file or "")
    )


def _closed_regions(items: Sequence[Item]) -> list[Span]:
    """From each closed item to the next item; the whole text when a closed item does not say where it stands."""
    starts = [(min((start for start, _ in _spans(item)), default=None), item) for item in items]
    if any(start is None and not is_open(item) for start, item in starts):
        return [(0, _NO_END)]
    placed = sorted(((start, item) for start, item in starts if start is not None), key=lambda pair: pair[0])
    ends = [start for start, _ in placed[1:]] + [_NO_END]
    return [(start, end) for (start, item), end in zip(placed, ends, strict=True) if not is_open(item)]


def _spans(item: Item) -> Iterator[Span]:
    yield from item.at.values()
    yield from (section.at for section in item.sections if section.at is not None)


def _spared(found: tuple[_Found, ...], regions: list[Span], secrets: frozenset[str]) -> tuple[_Found, ...]:
    """What stands outside the closed regions and repeats nothing of them; without a place nobody can tell."""
    return tuple(
        part
        for part in found
        if part.at is not None and not _touches(part.at, regions) and not _tells(secrets, *_strings(part))
    )


def _touches(at: Span, regions: Sequence[Span]) -> bool:
    """Whether a place, which may be empty, has a part in one of the regions."""
    return any(at[0] < end and start < max(at[1], at[0] + 1) for start, end in regions)


def _secrets(closed: Sequence[Item], public: Sequence[Item]) -> frozenset[str]:
    """The strings of closed items that the public does not read elsewhere anyhow ("Bilag", "Godkendt.")."""
    return frozenset(chain(*map(_strings, closed))) - frozenset(chain(*map(_strings, public)))


def _strings(value: object) -> Iterator[str]:
    """Every text in a value, however deep; not the members of enums, which say nothing of their own."""
    if isinstance(value, str):
        if not isinstance(value, StrEnum) and value.strip():
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _tells(secrets: frozenset[str], *texts: str) -> bool:
    return any(secret in text for secret in secrets for text in texts)
