"""One file read for `sagsgang read`, in a process of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sagsgang.commands.asked import How, Read, given_up, refused, shown
from sagsgang.commands.summary import summary
from sagsgang.limits import TookTooLongError, within
from sagsgang.model import DocumentKind, Minutes, to_json
from sagsgang.reading import UnreadableError, load, read_with_text
from sagsgang.reading.formats import bytes_of


def read_file(path: Path, how: How) -> Read:
    """Read one file; never raises for what is wrong with the file."""
    try:
        minutes, text = within(
            how.seconds,
            lambda: read_with_text(bytes_of(path), shown(path.name), load(how.labels)),
            grace=how.grace,
        )
    except TookTooLongError:
        return given_up(path, how)
    except UnreadableError as error:
        return Read(refused=refused(path, str(error)))
    except OSError as error:
        return Read(refused=refused(path, _why(error)))
    except Exception as error:
        # A defect of ours in one file must not keep the others from being read.
        if os.environ.get("SAGSGANG_DEBUG"):
            raise
        sentence = f"something went wrong ({type(error).__name__}: {str(error)[:200]})"
        why = f"{sentence}; set SAGSGANG_DEBUG=1 to see where, and report it with the file"
        return Read(refused=refused(path, why))
    printed = summary(minutes, shown(path)) if how.summary else _line(minutes, text if how.with_text else None)
    if minutes.document is DocumentKind.OTHER:
        return Read(
            printed=printed, refused=refused(path, "neither an agenda nor minutes; nothing but its text was read")
        )
    return Read(printed=printed)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name and the folder"
    if isinstance(error, PermissionError):
        return "you may not read it; ask for the right to, or give a copy that you may read"
    return f"cannot be read ({error.strerror or error}); check the disk or give a copy"


def _line(minutes: Minutes, text: str | None) -> str:
    document = to_json(minutes)
    if text is not None:
        document["text"] = text
    return json.dumps(document, ensure_ascii=False)
