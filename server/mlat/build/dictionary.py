"""The data dictionary of ``data/README.md``, printed by ``python -m mlat.build.dictionary``."""

from __future__ import annotations

from mlat.build.schema import TABLES, Table


def render() -> str:
    """One section a table, in Markdown: what a row is, how its id is given, and every column."""
    return "\n".join(_section(table) for table in TABLES)


def _section(table: Table) -> str:
    lines = [
        f"### {table.name}.csv",
        "",
        f"A row is {table.row}. Its id: {table.id_rule}.",
        "",
        "| column | kind | meaning |",
        "| --- | --- | --- |",
    ]
    for column in table.columns:
        required = ", required" if column.required else ""
        lines.append(f"| `{column.name}` | {column.kind}{required} | {column.meaning} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    print(render(), end="")
