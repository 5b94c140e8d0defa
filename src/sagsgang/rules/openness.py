"""What of a document the public may see: the one place where openness is decided.

Closed by default: an item is open only where the source says so, or where a publication shows it unmarked (then the
reader has set `open`). The council's duty to publish ends where secrecy begins (kommunestyrelsesloven § 8(7);
forvaltningsloven § 27), so nothing inside a closed item passes, nor any text that cannot be told apart from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from sagsgang.model import Attachment, Diagnostic, Item, Minutes, Noise, Remainder, Repair, Span

_NO_END = 2**63

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
    attachments = chain(minutes.attachments, *(item.attachments for item in minutes.items))
    return (
        not is_publication(minutes)
        or not all(is_open(item) for item in minutes.items)
        or any(attachment.open is False for attachment in attachments)
    )


def public_view(minutes: Minutes) -> Minutes:
    """The document as the public may see it.

    Of a closed item its place, number and kind remain, and its title where a publication shows it as a closed item.
    What was found in the text of a closed item (rests, repairs, diagnostics) goes with it; where that cannot be
    told apart, everything of that sort goes.
    """
    published = is_publication(minutes)
    items = tuple(_shown(item, published) for item in minutes.items)
    closed = [item for item in minutes.items if not is_open(item)]
    if not closed:
        return replace(minutes, items=items, attachments=_attachments(minutes.attachments, published))
    regions = _closed_regions(minutes.items)
    secrets = _secrets(closed, items)
    return replace(
        minutes,
        items=items,
        attachments=_listed_attachments(minutes.attachments, items, secrets),
        remainder=_spared(minutes.remainder, regions, secrets),
        noise=_spared(minutes.noise, regions, secrets),
        repairs=_spared(minutes.repairs, regions, secrets),
        diagnostics=_spared(minutes.diagnostics, regions, secrets),
    )


def _shown(item: Item, published: bool) -> Item:
    if is_open(item):
        return replace(item, attachments=_attachments(item.attachments, published))
    title = item.title if item.open is False and published else None
    return Item(number=item.number, title=title, open=item.open, kind=item.kind)


def _attachments(attachments: tuple[Attachment, ...], published: bool) -> tuple[Attachment, ...]:
    """A closed attachment may sit on an open item; a working file must say that one is open."""
    return tuple(a for a in attachments if a.open is True or (a.open is None and published))


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
        if part.at is not None
        and not any(part.at[0] < end and start < max(part.at[1], part.at[0] + 1) for start, end in regions)
        and not _tells(secrets, *_strings(part))
    )


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
