"""Where the ontology and the data lie: inside the installed package, or in the checkout it runs from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The folders of one copy of the project."""

    root: Path

    @property
    def ontology(self) -> Path:
        """Hand-written Turtle: vocabulary, schemes, shapes, rules, checks, examples."""
        return self.root / "ontology"

    @property
    def tables(self) -> Path:
        """The source of facts: one CSV file a table."""
        return self.root / "data" / "tables"

    @property
    def turtle(self) -> Path:
        """Turtle generated from the tables."""
        return self.root / "data" / "turtle"


def find_layout() -> Layout:
    """The folders shipped in the wheel if there are any, else those of the checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "share"
    return Layout(shipped if shipped.is_dir() else package.parents[1])
