"""A graph of the shape of the real one, of any size, for measuring.

Jurisdictions, bilateral and multilateral instruments, participations with dates, the binding periods that
the rules would give them, provisions with the project's own concepts, and labels. The concept schemes are
copied in, so that the queries of the project run over the file as they do over the real graph.

What grows with the number of triples T: instruments in proportion; jurisdictions as T to the power of 0.8,
from 250 at 1e5. So the memberships of one jurisdiction grow slowly, as T to the power of 0.2. Conventions do
not get larger: the largest has 190 parties, as it has in the real graph, and they are neighbours in the list
of jurisdictions, as in regions. The same seed and size give the same file.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from mlat.graph import iris
from mlat.graph.namespaces import BASE, DCTERMS, RDF, RDFS, SKOS, XSD
from mlat.layout import find_layout

_EXAMPLES = """\
examples:
  python tests/benchmarks/synthetic.py --triples 1e5 --output /tmp/synthetic-1e5.nt
  python tests/benchmarks/synthetic.py --triples 1e6 --seed 7 --output /tmp/synthetic-1e6.nt
  mlat query --data /tmp/synthetic-1e5.nt --name which-instruments-bind --param from=AAF --param to=AAC
"""
_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ru", "ar", "zh-hans", "ja")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SCHEMES = ("assistance", "refusal", "procedure")
_BILATERAL_OF_TEN = 9
_LARGEST_CONVENTION = 190
_RECORDED = "2026-11-20"


class Span(NamedTuple):
    """The bounds of a binding period, as days; None where unknown or absent."""

    earliest_from: str
    latest_from: str | None
    until: str | None


class Writer:
    """Writes triples and counts them."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self.count = 0

    def write(self, subject: str, facts: Iterable[tuple[str, str]]) -> None:
        """The facts of one subject: full IRIs of properties, values in N-Triples."""
        for predicate, value in facts:
            self._file.write(f"<{subject}> <{predicate}> {value} .\n")
            self.count += 1

    def close(self) -> None:
        self._file.close()


def generate(path: Path, triples: int, seed: int = 1) -> int:
    """Write about so many triples; returns how many."""
    chance, writer = random.Random(seed), Writer(path)
    concepts = _copy_schemes(writer)
    codes = [_code(number) for number in range(round(250 * (triples / 1e5) ** 0.8))]
    for code in codes:
        writer.write(iris.jurisdiction(code), _jurisdiction(code))
    number = 0
    while writer.count < triples:
        _write_instrument(writer, chance, number, codes, concepts)
        number += 1
    writer.close()
    return writer.count


def _copy_schemes(writer: Writer) -> dict[str, list[str]]:
    """Copy the concept schemes; returns the concepts of those that provisions name."""
    concepts: dict[str, list[str]] = {name: [] for name in _SCHEMES}
    for path in sorted((find_layout().ontology / "schemes").glob("*.ttl")):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE):
            if isinstance(quad.subject, ox.NamedNode):
                writer.write(quad.subject.value, [(quad.predicate.value, str(quad.object))])
                if path.stem in concepts and quad.predicate.value == f"{SKOS}inScheme":
                    concepts[path.stem].append(quad.subject.value)
    return concepts


def _code(number: int) -> str:
    return "".join(_LETTERS[number // 26**power % 26] for power in (2, 1, 0))


def _jurisdiction(code: str) -> Iterator[tuple[str, str]]:
    yield _a("State")
    yield from ((f"{RDFS}label", f'"Jurisdiction {code}"@{language}') for language in _LANGUAGES)
    yield iris.term("isoAlpha3"), f'"{code}"'
    yield iris.term("unMember"), f'"true"^^<{XSD}boolean>'
    yield f"{DCTERMS}identifier", f'"{code}"'
    yield f"{DCTERMS}source", "<https://example.org/codes>"


def _write_instrument(
    writer: Writer, chance: random.Random, number: int, codes: list[str], concepts: dict[str, list[str]]
) -> None:
    """An instrument with its provisions, its parties and what the rules derive of both."""
    bilateral = number % 10 < _BILATERAL_OF_TEN
    name, opened = f"synthetic-{number}", _day(chance, 1955, 2015)
    source = f"<https://example.org/instrument/{number}>"
    writer.write(iris.instrument(name), _instrument(name, bilateral, opened, source))
    for index in range(chance.choice((0, 0, 2, 4, 8) if bilateral else (4, 12, 30))):
        scheme = chance.choice(_SCHEMES)
        provision = iris.part(name, "provision", f"{index}")
        writer.write(provision, _provision(name, scheme, chance.choice(concepts[scheme]), index, source))
        writer.write(iris.instrument(name), [(iris.term("provision"), f"<{provision}>")])
    shared = _dates(chance, opened)
    for code in _parties(chance, bilateral, codes):
        dates = shared if bilateral else _dates(chance, opened)
        participation = iris.part(name, "party", code)
        writer.write(participation, _participation(name, code, dates, source))
        writer.write(f"{participation}/period/1", _period(name, code, _span(dates)))


def _parties(chance: random.Random, bilateral: bool, codes: list[str]) -> list[str]:
    """Two parties, or from 3 to 190 with many small conventions and few large ones, out of one region."""
    largest = min(_LARGEST_CONVENTION, len(codes))
    count = 2 if bilateral else round(3 * (largest / 3) ** chance.random())
    region = min(len(codes), max(120, count * 5 // 4))
    start = chance.randrange(len(codes) - region + 1)
    return chance.sample(codes[start : start + region], count)


def _instrument(name: str, bilateral: bool, opened: str, source: str) -> Iterator[tuple[str, str]]:
    kind = "bilateral-treaty" if bilateral else "multilateral-convention"
    yield _a("BilateralInstrument" if bilateral else "MultilateralInstrument")
    yield _a("Instrument")
    yield f"{RDFS}label", f'"Instrument {name} on mutual assistance in criminal matters"@en'
    yield f"{DCTERMS}identifier", f'"{name}"'
    yield f"{DCTERMS}source", source
    yield iris.term("instrumentKind"), f"<{iris.concept('instrument-kind', kind)}>"
    yield iris.term("signed"), _date(opened)
    yield iris.term("recorded"), _date(_RECORDED)


def _provision(name: str, scheme: str, concept: str, index: int, source: str) -> Iterator[tuple[str, str]]:
    verb = {"assistance": "providesFor", "refusal": "refusalGround", "procedure": "procedure"}[scheme]
    yield _a("Provision")
    yield iris.term("instrument"), f"<{iris.instrument(name)}>"
    yield iris.term(verb), f"<{concept}>"
    yield iris.term("article"), f'"{index + 1}"'
    yield iris.term("articleKey"), f'"{index + 1}"'
    yield iris.term("withinArticle"), f'"{index + 1}"'
    yield f"{DCTERMS}source", source


def _dates(chance: random.Random, opened: str) -> dict[str, str]:
    """The dates of a participation: mostly a day of entry into force, at times less, rarely an end."""
    begun = _later(chance, opened, 9000)
    kind = chance.random()
    if kind < 0.12:
        return {"signed": opened}
    if kind < 0.24:
        return {"signed": opened, "inForceFrom": begun[:4] if kind < 0.18 else begun[:7]}
    dates = {"consentDate": opened, "inForceFrom": begun}
    return dates | {"inForceUntil": _later(chance, begun, 5000)} if kind > 0.95 else dates


def _span(dates: dict[str, str]) -> Span:
    """The bounds as the rules give them: a partial date is a span, a signature only an earliest beginning."""
    begun = dates.get("inForceFrom")
    if begun is None:
        return Span(dates["signed"], None, None)
    first, last = f"{begun}-01-01"[:10], f"{begun}-12-28"[:10] if len(begun) == 4 else f"{begun}-28"[:10]
    return Span(first, last, dates.get("inForceUntil"))


def _participation(name: str, code: str, dates: dict[str, str], source: str) -> Iterator[tuple[str, str]]:
    yield _a("Participation")
    yield iris.term("instrument"), f"<{iris.instrument(name)}>"
    yield iris.term("party"), f"<{iris.jurisdiction(code)}>"
    yield f"{DCTERMS}identifier", f'"{name}/{code}"'
    yield f"{DCTERMS}source", source
    yield iris.term("recorded"), _date(_RECORDED)
    yield from ((iris.term(verb), _date(date)) for verb, date in dates.items())


def _period(name: str, code: str, span: Span) -> Iterator[tuple[str, str]]:
    certainty = "established" if span.latest_from else "unknown"
    yield _a("BindingPeriod")
    yield iris.term("participation"), f"<{iris.part(name, 'party', code)}>"
    yield iris.term("instrument"), f"<{iris.instrument(name)}>"
    yield iris.term("party"), f"<{iris.jurisdiction(code)}>"
    yield iris.term("certainty"), f"<{iris.concept('certainty', certainty)}>"
    yield iris.term("earliestFrom"), _date(span.earliest_from)
    if span.latest_from:
        yield iris.term("latestFrom"), _date(span.latest_from)
    if span.until:
        yield iris.term("earliestUntil"), _date(span.until)
        yield iris.term("latestUntil"), _date(span.until)


def _a(name: str) -> tuple[str, str]:
    return f"{RDF}type", f"<{iris.term(name)}>"


def _date(text: str) -> str:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return f'"{text}"^^<{XSD}{datatype}>'


def _day(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _later(chance: random.Random, day: str, most: int) -> str:
    """A day up to so many days later, never after the 28th of its month."""
    later = datetime.date.fromisoformat(day) + datetime.timedelta(days=chance.randint(30, most))
    return later.replace(day=min(later.day, 28)).isoformat()


def main() -> None:
    """Write one file."""
    parser = argparse.ArgumentParser(
        description="Write a synthetic graph as N-Triples.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--triples", type=float, default=1e5, help="about how many triples (default: 1e5)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another graph (default: 1)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.nt", help="the file to write")
    options = parser.parse_args()
    count = generate(options.output, int(options.triples), options.seed)
    print(f"{options.output}: {count:,} triples", file=sys.stderr)


if __name__ == "__main__":
    main()
