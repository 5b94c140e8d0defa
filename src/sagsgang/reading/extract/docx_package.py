"""The ZIP file that a DOCX is: opened with care, its parts found by their relations and read within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache

from lxml import etree

from sagsgang.reading.extract.xml_tree import parse
from sagsgang.reading.extracted import UnreadableError

_MOST_MEMBERS = 20_000
_LARGEST_PART = 200_000_000
_LARGEST_WHOLE = 1_000_000_000
_SUSPECT_SIZE = 20_000_000
_HIGHEST_RATIO = 300
_AGAIN = "open it in a word processor, save it again as DOCX and give that"


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace: the two editions of the format differ only there."""
    return tag.rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    for key, value in element.attrib.items():
        if local(str(key)) == name:
            return str(value)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    if element is not None:
        for inner in element:
            if isinstance(inner.tag, str) and local(inner.tag) == name:
                return inner
    return None


class Package:
    """The parts of a DOCX. Raises `UnreadableError` on whatever is wrong with the file."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise _old_or_encrypted(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._members = {_normal(info.filename): info for info in reversed(self._archive.infolist())}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            message = "The Word document is damaged or cut off: fetch or save it again."
            raise UnreadableError("truncated", message) from error
        self._check(len(data))
        self._read = 0
        self.main = self._main()

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, None when there is no such part."""
        info = self._members.get(name.casefold())
        if info is None:
            return None
        data = self._bytes(info)
        try:
            return parse(data, [])
        except UnreadableError as error:
            message = f"The Word document is damaged inside ({name}): {_AGAIN}."
            raise UnreadableError("malformed", message) from error

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """What a part refers to inside the file: id, kind ("header") and name of the part."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for relation in root if root is not None else ():
            target, kind = relation.get("Target"), relation.get("Type")
            if target and kind and relation.get("TargetMode") != "External":
                found.append(
                    (relation.get("Id", ""), posixpath.basename(kind), _normal(posixpath.join(folder, target)))
                )
        return found

    def _main(self) -> str:
        named = [target for _, kind, target in self.relations("") if kind == "officeDocument"]
        for name in (*named, "word/document.xml"):
            if name in self._members:
                return name
        raise UnreadableError("malformed", f"The Word document has no text part (word/document.xml): {_AGAIN}.")

    def _check(self, size: int) -> None:
        infos = list(self._members.values())
        declared = sum(info.file_size for info in infos)
        largest = max((info.file_size for info in infos), default=0)
        too_dense = declared > _SUSPECT_SIZE and declared > size * _HIGHEST_RATIO
        if len(infos) > _MOST_MEMBERS or declared > _LARGEST_WHOLE or largest > _LARGEST_PART * 2 or too_dense:
            raise _too_large()
        if any(info.flag_bits & 1 for info in infos):
            message = "The Word document is encrypted with a password: save a copy without the password and give that."
            raise UnreadableError("encrypted", message)

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member, never more than the bound, whatever the file says about their number."""
        if info.file_size > _SUSPECT_SIZE and info.file_size > info.compress_size * _HIGHEST_RATIO:
            raise _too_large()
        try:
            with self._archive.open(info) as member:
                data = member.read(_LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            message = f"The Word document is damaged inside ({info.filename}): {_AGAIN}."
            raise UnreadableError("malformed", message) from error
        self._read += len(data)
        if len(data) > _LARGEST_PART or self._read > _LARGEST_WHOLE:
            raise _too_large()
        return data


def _too_large() -> UnreadableError:
    message = "The Word document unpacks to far more than any minutes have: give it in parts, or save it again as DOCX."
    return UnreadableError("too-large", message)


def _old_or_encrypted(data: bytes) -> UnreadableError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        message = "The Word document is encrypted with a password: save a copy without the password and give that."
        return UnreadableError("encrypted", message)
    message = "The file is a document in Word's old format (DOC): open it, save it as DOCX and give that."
    return UnreadableError("not-supported", message)


def _normal(name: str) -> str:
    """The name of a member without tricks: no drive, no leading slash, no way out of the archive."""
    path = posixpath.normpath("/" + name.replace("\\", "/"))
    return path.lstrip("/").casefold()
