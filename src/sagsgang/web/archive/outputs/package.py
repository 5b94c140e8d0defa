"""The whole public archive in a folder: a Parquet file a table, and what the fields mean (a Frictionless package)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, Min
from django.utils import translation
from django.utils.functional import Promise

from sagsgang.web.archive.models import ItemReading, Person, Presence, Vote
from sagsgang.web.archive.outputs import lists, parquet, rows
from sagsgang.web.archive.outputs.dictionary import EXPORTED, Address, Field, Row, Table, Type

DESCRIPTOR = "datapackage.json"
_HELD = 1000

_FRICTIONLESS: dict[Type, dict[str, Any]] = {
    Type.TEXT: {"type": "string"},
    Type.ADDRESS: {"type": "string"},
    Type.WHOLE: {"type": "integer"},
    Type.YES_NO: {"type": "boolean"},
    Type.DATE: {"type": "date"},
    Type.TIME: {"type": "string", "constraints": {"pattern": "[0-2][0-9]:[0-5][0-9]"}},
    Type.MOMENT: {"type": "datetime"},
    Type.LIST: {"type": "array"},
}

_README = """# Dagsordener og referater som data

Hele det offentlige arkiv fra Sagsgang: en Parquet-fil for hver tabel. Hvad felterne betyder, står i `datapackage.json`
(Frictionless Data Package), på dansk og engelsk. Lukkede punkter står med nummer, og med overskrift hvis den er
offentliggjort; deres indhold er ikke med. Et program har læst dokumenterne og kan tage fejl: kommunernes egen
offentliggørelse gælder.

# Agendas and minutes as data

The whole public archive of Sagsgang: a Parquet file for each table. What the fields mean stands in `datapackage.json`
(Frictionless Data Package), in Danish and English. Closed items are there with their number, and with their title where
it was published; their content is not. A program has read the documents and can be wrong: what the municipalities
publish themselves is what counts.
"""


class NotOurFolderError(Exception):
    """The folder holds something else, which must not be overwritten."""


def export(folder: Path, site: str = "") -> dict[str, int]:
    """Write the archive to a folder and give the number of rows of each table.

    An earlier export in that folder is replaced once the new one is whole; until then it stays. Addresses begin with
    the site ("https://…"). Raises `NotOurFolderError` for a folder that holds anything but an earlier export.
    """
    if folder.exists() and not _is_ours(folder):
        raise NotOurFolderError(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    fresh.mkdir()
    try:
        counts = {table.name: parquet.write(fresh / _file(table), table, _rows_of(table), site) for table in EXPORTED}
        descriptor = json.dumps(_descriptor(counts), ensure_ascii=False, indent=2)
        (fresh / DESCRIPTOR).write_text(f"{descriptor}\n", encoding="utf-8")
        (fresh / "README.md").write_text(_README, encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return counts


def _is_ours(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    found = {path.name for path in folder.iterdir()}
    return found <= {DESCRIPTOR, "README.md", *map(_file, EXPORTED)} and (not found or DESCRIPTOR in found)


def _file(table: Table) -> str:
    return f"{table.name}.parquet"


def _rows_of(table: Table) -> Iterator[Row]:
    return {
        "bodies": _bodies,
        "meetings": _meetings,
        "items": _items,
        "decisions": _decisions,
        "cases": _cases,
        "people": _people,
        "presences": _presences,
        "votes": _votes,
        "references": _references,
    }[table.name]()


def _bodies() -> Iterator[Row]:
    return map(rows.body, lists.all_bodies().order_by("pk").iterator(_HELD))


def _meetings() -> Iterator[Row]:
    return map(rows.meeting, lists.all_meetings().order_by("pk").iterator(_HELD))


def _items() -> Iterator[Row]:
    return map(rows.item_with_text, lists.all_items().order_by("pk").iterator(_HELD))


def _decisions() -> Iterator[Row]:
    return chain.from_iterable(rows.decisions(item, said) for item, said in _said("decisions"))


def _references() -> Iterator[Row]:
    return chain.from_iterable(rows.references(item, said) for item, said in _said("references"))


def _said(name: str) -> Iterator[tuple[Address, Any]]:
    """A part of what the best document says of each item; taken apart in the database, which is faster by far."""
    of = "item__meeting__body"
    parts = (f"{of}__municipality__slug", f"{of}__slug", "item__meeting__slug", "item__slug", f"content__{name}")
    found = ItemReading.objects.filter(rank=0).order_by("item").values_list(*parts)
    for *path, said in found.iterator(_HELD):
        yield Address("/" + "/".join(path)), said


def _cases() -> Iterator[Row]:
    counted = lists.all_cases().annotate(
        steps=Count("items"), first=Min("items__meeting__date"), last=Max("items__meeting__date")
    )
    return map(rows.case, counted.order_by("pk").iterator(_HELD))


def _people() -> Iterator[Row]:
    return map(rows.person, Person.objects.select_related("municipality").order_by("pk").iterator(_HELD))


def _presences() -> Iterator[Row]:
    found = Presence.objects.select_related("meeting__body__municipality", "person__municipality")
    return map(rows.presence, found.order_by("pk").iterator(_HELD))


def _votes() -> Iterator[Row]:
    found = Vote.objects.select_related("item__meeting__body__municipality", "person__municipality")
    return map(rows.vote, found.order_by("pk").iterator(_HELD))


def _descriptor(counts: dict[str, int]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "sagsgang",
        "title": "Agendas and minutes of Danish municipalities",
        "title_da": "Danske kommuners dagsordener og referater",
        "resources": [_resource(table, counts[table.name]) for table in EXPORTED],
    }


def _resource(table: Table, count: int) -> dict[str, Any]:
    points = [field for field in table.fields if field.points_to]
    return {
        "name": table.name,
        "path": _file(table),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_told(table.meaning),
        "rows": count,
        "schema": {
            "fields": [_described(field) for field in table.fields],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [field.name], "reference": {"resource": field.points_to, "fields": ["address"]}}
                for field in points
            ],
        },
    }


def _described(field: Field) -> dict[str, Any]:
    return {"name": field.name, **_FRICTIONLESS[field.type], **_told(field.meaning)}


def _told(meaning: Promise) -> dict[str, str]:
    """The meaning in both languages; the descriptor has no field of its own for a second one."""
    with translation.override("en"):
        english = str(meaning)
    with translation.override("da"):
        return {"description": english, "description_da": str(meaning)}
