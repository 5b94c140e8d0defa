"""How generated meetings are printed: the ways in which municipalities publish as text, Markdown and web pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.generated import ItemText, MeetingText


def _text(meeting: MeetingText) -> str:
    lines = [
        meeting.municipality,
        "",
        "Referat",
        "",
        f"Udvalg: {meeting.body}",
        f"Mødedato: {meeting.date:%d-%m-%Y}",
        "Mødetidspunkt: 15:00",
        "Mødested: Rådhuset",
        *_wrapped(f"Deltagere: {', '.join(meeting.present)}"),
        "",
    ]
    for item in meeting.items:
        lines += [f"{item.number}.{item.title} (B)", "", item.title, ""]
        if item.journal:
            lines += [f"Sagsnr.: {item.journal}", ""]
        for heading, paragraphs in _sections(item):
            lines.append(heading)
            for paragraph in paragraphs:
                lines += [*_wrapped(paragraph), ""]
    return "\n".join(lines)


def _markdown(meeting: MeetingText) -> str:
    lines = [
        meeting.municipality,
        f"# REFERAT {meeting.body} d. {meeting.date:%d-%m-%Y}",
        f"**Mødedato** {meeting.date:%d-%m-%Y} kl. 14:30",
        "**Mødested** Rådhuset",
        f"**Mødedeltagere** {', '.join(meeting.present)}",
        "## Indholdsfortegnelse",
        "\n".join(f"Punkt {item.number}: {item.title}.....\t{item.number}" for item in meeting.items),
    ]
    for item in meeting.items:
        lines += [f"# Punkt {item.number}: {item.title}", *filter(None, [item.journal])]
        for heading, paragraphs in _sections(item):
            lines += [f"## {heading}", *paragraphs]
    return "\n\n".join(lines)


def _page(meeting: MeetingText) -> str:
    title = escape(f"Referat {meeting.body} {meeting.date:%d.%m.%Y}")
    parts = [
        "<!DOCTYPE html>\n<html lang=da>",
        f'<head><meta charset="utf-8"><title>{escape(meeting.municipality)}, {title}</title></head><body>',
        f"<header><nav>Forside | Borger | Politik | Kontakt</nav></header><main><h1>{title}</h1>",
        f"<p>Den {meeting.date:%d.%m.%Y} kl. 15:30 i Rådhuset</p><p>Deltagere: {', '.join(meeting.present)}</p>",
    ]
    for item in meeting.items:
        parts.append(f"<h2>{item.number}.   {escape(item.title)}</h2>")
        if item.journal:
            parts.append(f"<p>Sagsnr. {item.journal}</p>")
        for heading, paragraphs in _sections(item):
            parts.append(f"<h3>{heading}</h3>")
            parts += [f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs]
    return "\n".join([*parts, "</main></body></html>"])


def _wrapped(text: str, width: int = 92) -> Iterator[str]:
    """Lines of at most `width` characters. Ten times as fast as textwrap, which has more to think of."""
    at = 0
    while len(text) - at > width:
        end = text.rfind(" ", at, at + width)
        end = end if end > at else at + width
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _sections(item: ItemText) -> Iterator[tuple[str, list[str]]]:
    if item.presentation:
        yield "Sagsfremstilling", list(item.presentation)
    if item.points:
        yield "Indstilling", ["Forvaltningen indstiller,", *(f"- {point}" for point in item.points)]
    if item.history:
        yield "Tidligere behandling", list(item.history)
    yield "Beslutning", [item.decision]


LAYOUTS: tuple[tuple[str, Callable[[MeetingText], str]], ...] = ((".txt", _text), (".md", _markdown), (".html", _page))
