"""How to cite the answer to a query: a text and a permanent link that fix query, release and day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from mlat.graph.namespaces import BASE
from mlat.publish.catalogue.places import DATASET

AUTHOR = "MLAT Graph contributors"
TITLE = "MLAT Graph: mutual legal assistance in criminal matters"

#: Longer addresses are cut or refused on the way.
_LONGEST_LINK = 4000


@dataclass(frozen=True)
class Citation:
    """A text for a footnote, and the link in it: to the query as it was asked, or to the data set."""

    text: str
    link: str


def cite(query: str, release: str, day: datetime.date) -> Citation:
    """Cite the answer that a release gave to a query on a day.

    The link leads to a page that tells whether a server still answers from that release. A query that is too
    long for an address is left out of the link, and must be kept with the citation.
    """
    asked = day.isoformat()
    link = f"{BASE}cited?{urlencode({'release': release, 'date': asked, 'query': query})}"
    if len(link) > _LONGEST_LINK:
        link = DATASET
    text = f"{AUTHOR} ({day.year}). {TITLE}. Release {release}. Answer to a SPARQL query, {asked}. {link}"
    return Citation(text, link)
