"""Run as `python -m examples.generator` in the repository: writes every document of the demo anew."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from . import exports, layouts, office, text
from .blocks import Block
from .content import ContentError, Meeting, load

HERE = Path(__file__).resolve().parent.parent


def slug(name: str) -> str:
    """Answer a name as it stands in a path."""
    plain = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def document(meeting: Meeting, kind: str, agenda: bool) -> tuple[bytes, str]:
    """Answer one document of a meeting and its file type, in the layout that the municipality used at the time."""
    layout, form = meeting.municipality.layout(meeting.body.key, meeting.date)
    if form == "json":
        return exports.first_agenda_json(meeting, kind, agenda), form
    if form == "xml":
        return exports.sbsys_xml(meeting, kind, agenda), form
    blocks = layouts.LAYOUTS[layout](meeting, kind, agenda)
    title = f"{meeting.municipality.name}, {kind} {meeting.body.name} {meeting.date:%d-%m-%Y}"
    box = [meeting.municipality.name, meeting.body.name, f"{meeting.date:%d-%m-%Y}", f"Formand: {meeting.chair}"]
    if form == "pdf" and layout == "sbsys":
        return office.boxed_pdf(blocks, title, box), form
    if form == "pdf":
        return office.contents_pdf(blocks, title), form
    if form == "docx":
        return office.word(blocks, title), form
    if form == "html":
        return text.page(blocks, title), form
    blocks = [block for block in blocks if block.kind != "nav"]
    if form == "md":
        return text.markdown([Block("p", meeting.municipality.name), *blocks]), form
    return text.plain(blocks, box if layout == "own_form" else ()), form


def write(meeting: Meeting, target: Path) -> int:
    """Write the documents of a meeting below `target` and answer how many they were."""
    first = tuple(item for item in meeting.items if not item.supplementary)
    added = tuple(item for item in meeting.items if item.supplementary)
    wanted = [] if meeting.upcoming else [("", meeting, "Referat", False)]
    if meeting.upcoming or meeting.also_agenda:
        wanted.append(("-dagsorden", replace(meeting, items=first), "Dagsorden", True))
    if added:
        wanted.append(("-tillaegsdagsorden", replace(meeting, items=added), "Tillægsdagsorden", True))
    if meeting.is_corrected:
        wanted = [("-rettet", meeting, "Referat", False)]
    folder = target / meeting.municipality.slug / slug(meeting.municipality.bodies[meeting.body.key].name)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, part, kind, agenda in wanted:
        data, form = document(part, kind, agenda)
        (folder / f"{meeting.date}{suffix}.{form}").write_bytes(data)
    return len(wanted)


def generate(content: Path, target: Path) -> int:
    """Write every document of `content` below `target`; answer how many.

    Raises ContentError before anything is written.
    """
    meetings = load(content)
    for name in {meeting.municipality.slug for meeting in meetings}:
        shutil.rmtree(target / name, ignore_errors=True)
    return sum(write(meeting, target) for meeting in meetings)


def main() -> int:
    """Write everything; answer 1 and say why when the content is broken."""
    try:
        count = generate(HERE / "content", HERE)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
