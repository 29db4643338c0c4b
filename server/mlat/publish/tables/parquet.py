"""A table as Parquet, with its types; needs pyarrow, which the extra ``parquet`` installs."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlat.errors import MissingPackage
from mlat.publish.tables.columns import Kind
from mlat.publish.tables.table import Table

if TYPE_CHECKING:
    import pyarrow


def write_parquet(table: Table, folder: Path) -> Path:
    """Write ``NAME.parquet``; raises MissingPackage without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingPackage("Parquet", "pyarrow", "parquet") from None
    types = {
        Kind.NUMBER: pyarrow.int32(),
        Kind.FLAG: pyarrow.bool_(),
        Kind.DAY: pyarrow.date32(),
    }
    fields = [
        pyarrow.field(
            column.name,
            pyarrow.list_(pyarrow.string())
            if column.kind.several
            else types.get(column.kind, pyarrow.string()),
            nullable=not column.is_required,
        )
        for column in table.columns
    ]
    arrays = [_array(table, index, field.type) for index, field in enumerate(fields)]
    path = folder / f"{table.name}.parquet"
    content = pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))
    pyarrow.parquet.write_table(content, path, compression="zstd")
    return path


def _array(table: Table, index: int, kind: pyarrow.DataType) -> pyarrow.Array:
    import pyarrow

    cells = [row[index] for row in table.rows]
    if table.columns[index].kind is Kind.DAY:
        return pyarrow.array([datetime.date.fromisoformat(str(day)) if day else None for day in cells], kind)
    return pyarrow.array(cells, kind)
