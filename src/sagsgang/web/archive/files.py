"""The original files, kept by content: `<data>/files/ab/<sha256>`."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def digest(data: bytes) -> str:
    """The name that the content gives: SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the file with that content lies, whether it is there or not."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Write the bytes where their content says, if they are not there yet, and give their digest.

    A file appears whole or not at all, however many processes write it at once.
    """
    sha256 = digest(data)
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256
