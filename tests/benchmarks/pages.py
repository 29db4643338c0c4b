"""How long each kind of page takes, and how many bytes go out, over the project's own graph::

    python tests/benchmarks/pages.py --rounds 5

New: the server has not given the page at this address before, though evaluations may be kept. Kept: the same
address again. The ratio is to the page about the graph, asked in the same round.
"""

from __future__ import annotations

import argparse
import statistics
import time
import urllib.request
from collections import defaultdict
from itertools import count

from measuring import markdown, median_and_p95
from servers import mlat_server

PAGES = {
    "about": "/about",
    "finder": "/",
    "answer": "/find?from=BRA&to=CHE&for=bank-information&on=2026-11-20",
    "jurisdiction": "/jurisdiction/FRA.html",
    "instrument": "/instrument/coe-030.html",
    "largest instrument": "/instrument/untoc-2000.html",
    "pair": "/pair/HKG/USA",
    "authority": "/authority/che-federal-office-of-justice.html",
    "concept": "/assistance/taking-evidence.html",
    "source": "/source/wikipedia.html",
    "ontology": "/ontology.html",
    "list": "/instruments",
    "search": "/search?q=cap.+525",
    "map": "/map?from=FRA",
    "network": "/network",
    "charts": "/charts",
    "coverage": "/coverage",
}
_fresh = count()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    new, kept, sizes = defaultdict(list), defaultdict(list), {}
    with mlat_server() as (root, _):
        for page in PAGES.values():
            _get(root + page)
        for _ in range(options.rounds):
            for name, page in PAGES.items():
                fresh = f"{page}{'&' if '?' in page else '?'}fresh={next(_fresh)}"
                seconds, sizes[name] = _get(root + fresh)
                new[name].append(seconds)
                kept[name].append(_get(root + fresh)[0])
    base = statistics.median(new["about"])
    rows = [
        (
            name,
            median_and_p95(new[name]),
            median_and_p95(kept[name]),
            f"{statistics.median(new[name]) / base:.1f}",
            f"{sizes[name] / 1000:.1f}",
        )
        for name in PAGES
    ]
    print(markdown(("page", "new, ms", "kept, ms", "ratio", "kB, gzip"), rows))


def _get(address: str) -> tuple[float, int]:
    request = urllib.request.Request(address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as response:
        size = len(response.read())
    return time.perf_counter() - begun, size


if __name__ == "__main__":
    main()
