"""Rows as a Parquet file, written a batch at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Any

import arro3.core as arrow
from arro3.io import write_parquet

from sagsgang.web.archive.outputs.dictionary import Row, Table, Type, plain

_BATCH = 2000
_ROW_GROUP = 100_000
_TEXT = arrow.DataType.utf8()
_LIST = arrow.DataType.list(arrow.Field("item", _TEXT, nullable=True))
_TYPES = {
    Type.TEXT: _TEXT,
    Type.ADDRESS: _TEXT,
    Type.WHOLE: arrow.DataType.int32(),
    Type.YES_NO: arrow.DataType.bool(),
    Type.DATE: arrow.DataType.date32(),
    Type.TIME: _TEXT,
    Type.MOMENT: arrow.DataType.timestamp("ms", tz="UTC"),
    Type.LIST: _LIST,
}
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()


def write(path: Path, table: Table, rows: Iterator[Row], site: str) -> int:
    """Write the rows and give their number. Some thousand of them are held at once, however many there are."""
    schema = arrow.Schema([arrow.Field(field.name, _TYPES[field.type], nullable=True) for field in table.fields])
    written = 0

    def batches() -> Iterator[arrow.RecordBatch]:
        nonlocal written
        while batch := list(islice(rows, _BATCH)):
            written += len(batch)
            columns = [_column(field.type, [row[field.name] for row in batch], site) for field in table.fields]
            yield arrow.RecordBatch.from_arrays(columns, schema=schema)

    reader = arrow.RecordBatchReader.from_batches(schema, batches())
    write_parquet(reader, path, compression="zstd(3)", max_row_group_size=_ROW_GROUP, created_by="sagsgang")
    return written


def _column(kind: Type, values: list[Any], site: str) -> arrow.Array:
    if kind is Type.LIST:
        ends = arrow.Array([0, *accumulate(map(len, values))], arrow.DataType.int32())
        return arrow.list_array(ends, arrow.Array(list(chain.from_iterable(values)), _TEXT), type=_LIST)
    if kind is Type.DATE:
        days = [value.toordinal() - _FIRST_DAY if value is not None else None for value in values]
        return arrow.Array(days, arrow.DataType.int32()).cast(_TYPES[kind])
    if kind is Type.MOMENT:
        moments = [int(value.timestamp() * 1000) if value is not None else None for value in values]
        return arrow.Array(moments, arrow.DataType.int64()).cast(_TYPES[kind])
    return arrow.Array([plain(site, value) for value in values], _TYPES[kind])
