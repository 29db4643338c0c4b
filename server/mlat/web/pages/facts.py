"""What is said directly of a record: its properties with their values, for any page."""

from __future__ import annotations

from collections import defaultdict

from mlat.finder.asking import iri
from mlat.finder.rows import Value
from mlat.graph.namespaces import ONTOLOGY, PREFIXES
from mlat.web.pages.site import Site


class Facts(dict[str, list[Value]]):
    """The values of each property of a record, by the property's local name: ``signed``, ``label``."""

    def first(self, name: str) -> Value:
        """The first value of a property; None where there is none."""
        values = self.get(name)
        return values[0] if values else None


def facts(site: Site, record: str) -> Facts:
    """What the graph says of a record, in the order of the values."""
    found: dict[str, list[Value]] = defaultdict(list)
    for row in site.ask("properties", record=iri(record)):
        found[local_name(row.text("property"))].append(row["value"])
    return Facts(found)


def local_name(property_: str) -> str:
    """A property without its namespace, if that is one of the project's prefixes; else its whole IRI."""
    for namespace in (ONTOLOGY, *PREFIXES.values()):
        if property_.startswith(namespace):
            return property_[len(namespace) :]
    return property_
