"""The addresses of one server, from its root; IRIs of the data set never depend on them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from mlat.graph.namespaces import BASE
from mlat.publish.dumps.releases import LATEST

#: What names the data set, wherever it is served.
DATASET = f"{BASE}dataset"


@dataclass(frozen=True)
class Places:
    """The addresses of a server; ``root`` ends with a slash."""

    root: str

    @property
    def sparql(self) -> str:
        """The endpoint."""
        return f"{self.root}sparql"

    @property
    def dataset(self) -> str:
        """The page of the data set."""
        return f"{self.root}dataset"

    @property
    def linkset(self) -> str:
        """The signposts of that page, as a document."""
        return f"{self.dataset}.linkset.json"

    @property
    def dumps(self) -> str:
        """The list of dumps."""
        return f"{self.root}dumps/"

    def document(self, suffix: str) -> str:
        """The description of the data set in a format."""
        return f"{self.dataset}.{suffix}"

    def dump(self, name: str, release: str = LATEST) -> str:
        """A file of a dump."""
        return f"{self.dumps}{release}/{quote(name)}"
