"""Importing files and folders: what is known is skipped, the rest is read in parallel and written as it comes."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, OperationalError

from sagsgang.limits import SECONDS
from sagsgang.web.archive import files, index, services
from sagsgang.web.archive.readings import Reading, Unread, location_of, read_in_turns
from sagsgang.web.archive.troubles import Trouble, trouble_of

_BETWEEN_COMMITS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What became of a file: `outcome` when it is in the archive, else a sentence that says why not."""

    location: str
    outcome: services.Outcome | None = None
    refusal: str = ""


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that paths name: themselves, or every file below a folder in order of name, hidden ones left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found = (Path(folder) / name for name in sorted(names) if not name.startswith("."))
            # A pipe or a device would be waited for without end.
            yield from (path for path in found if path.is_file())


def import_files(
    paths: Iterable[Path],
    *,
    reader: str,
    workers: int | None = None,
    seconds: float = SECONDS,
    update_index: Callable[[], object] = index.update,
) -> Iterator[Imported]:
    """Import files, one result each, in order of finishing; the search index follows in steps and at the end.

    `reader` is the version of the reader; files that it has read before are skipped without being read again. A file
    that takes longer than `seconds` is given up. `update_index` is called for the steps (see `beside.indexing`).
    Stopping in between loses nothing: what was reported is in, and the next import goes on from there.
    """
    unknown: list[Path] = []
    digests: dict[str, str] = {}
    for path in paths:
        location = location_of(path)
        if path.exists() and not path.is_file():
            yield Imported(location=location, refusal="is a pipe or a device; save what comes from it in a file first")
            continue
        digests[location] = _digest(path)
        if services.note_location(sha256=digests[location], reader=reader, location=location):
            yield Imported(location=location, outcome=services.Outcome.KNOWN)
        else:
            unknown.append(path)
    waiting = 0
    try:
        count = max(1, min(workers or os.cpu_count() or 1, len(unknown)))
        for readings in read_in_turns(unknown, workers=count, seconds=seconds):
            yield from _import_several([(reading, digests[reading.location]) for reading in readings])
            waiting += len(readings)
            if waiting >= _BETWEEN_COMMITS:
                update_index()
                waiting = 0
    except BaseException as error:
        # Where the disk or the database gives no more, it gives no more to the index: the next import brings that up.
        if trouble_of(error) is None:
            index.update()
        raise
    index.update()


def _import_several(readings: Sequence[tuple[Reading | Unread, str]]) -> Iterator[Imported]:
    """Import what was read, each with the digest that was seen before: a municipality's files together, as they are."""
    together: dict[str, list[Reading]] = defaultdict(list)
    for reading, seen in readings:
        refusal = _refusal(reading, seen)
        if isinstance(reading, Unread) or refusal:
            yield Imported(location=reading.location, refusal=refusal)
        else:
            together[services.municipality_of(reading)].append(reading)
    for several in together.values():
        # What one file says must not keep the others out.
        yield from _import_together(several) or map(_import_alone, several)


def _import_together(several: Sequence[Reading]) -> list[Imported]:
    """Import files of one municipality, which is cheaper at once; nothing where one of them cannot be taken in."""
    if len(several) < 2:
        return []
    try:
        outcomes = services.import_together(several)
    except (services.NotMinutesError, DataError, IntegrityError, OperationalError) as error:
        if trouble_of(error) not in {None, Trouble.CONFLICT}:
            # A full disk or a lost database is told as what it is.
            raise
        return []
    pairs = zip(several, outcomes, strict=True)
    return [Imported(location=reading.location, outcome=outcome) for reading, outcome in pairs]


def _refusal(reading: Reading | Unread, seen: str) -> str:
    """Why a file cannot be imported, however it was read; empty where it can."""
    if isinstance(reading, Unread):
        return reading.sentence
    # Bytes that were there twice are one content; others may be half of what somebody is just writing.
    read = files.digest(reading.data)
    if read != seen and read != _digest(Path(reading.location)):
        return "was changed while it was read; import it once it is done"
    return ""


def _import_alone(reading: Reading) -> Imported:
    try:
        return Imported(location=reading.location, outcome=services.import_reading(reading))
    except services.NotMinutesError as error:
        return Imported(location=reading.location, refusal=str(error))
    except OperationalError as error:
        if trouble_of(error) is not Trouble.CONFLICT:
            raise
        return Imported(location=reading.location, refusal="met others who changed the same; import it again")
    except (DataError, IntegrityError) as error:
        why = f"holds what the archive cannot keep ({type(error).__name__}); report it with the file"
        return Imported(location=reading.location, refusal=why)


def _digest(path: Path) -> str:
    """The digest of a file's content; empty for one that cannot be opened, which the reader then tells about."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
