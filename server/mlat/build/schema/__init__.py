"""The tables and their columns: one description that import, build, checks and the data dictionary share.

A column's ``kind`` says how a cell is read (``rows.py`` holds the readers):

=================  ==========================================================================
``id``             the record's own id, given once and never changed
``text``           free text
``titles``         ``lang: text | lang: text``; an entry without a language tag is kept without one,
                   and ``~lang: text`` is a name in that language that is not official
``date``           ISO 8601: a day, a month or a year (``2015-10-31``, ``2015-10``, ``2015``)
``integer``        a whole number
``flag``           ``true`` or ``false``
``iri``            an absolute http(s) address
``language``       BCP 47 tags, separated by ``; ``
``list``           texts separated by ``; ``
``ref:TABLE``      the id of a row of another table
``refs:TABLE``     such ids, separated by ``; ``
``concept:SCHEME`` the slug of a concept of ``ontology/schemes/SCHEME.ttl``
``concepts:SCHEME``such slugs, separated by ``; ``
=================  ==========================================================================

A blank cell means that the source does not say: never "none", never "no".
"""

from __future__ import annotations

from mlat.build.schema.authorities import AUTHORITIES, DESIGNATIONS
from mlat.build.schema.instruments import (
    COVERAGE,
    DECLARATIONS,
    INSTRUMENTS,
    PARTICIPATION,
    PROVISIONS,
    RULES,
    SUSPENSIONS,
)
from mlat.build.schema.jurisdictions import JURISDICTIONS, LAWS
from mlat.build.schema.model import Column, Table
from mlat.build.schema.provenance import ALIASES, SOURCES, STATEMENTS

__all__ = ["BY_NAME", "TABLES", "Column", "Table"]

TABLES: tuple[Table, ...] = (
    JURISDICTIONS, INSTRUMENTS, PARTICIPATION, SUSPENSIONS, PROVISIONS, DECLARATIONS, AUTHORITIES,
    DESIGNATIONS, LAWS, RULES, COVERAGE, STATEMENTS, SOURCES, ALIASES,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
