"""All names of a release: what a text may mean, and how well it fits.

``resolve`` is for a text that must mean one record; ``search`` is for a text that is still being typed. A
score is 100 where text and name (or code, id, citation) are equal, 99 but for word order and articles,
90 to 98 where the name begins with the text, 80 to 89 where it holds its words, and below 80 what is alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from mlat.errors import UnknownName
from mlat.finder.asking import Asker
from mlat.finder.rows import Iri, Row, Text
from mlat.finder.spelling import exact, folded, words
from mlat.graph.evaluation import Evaluator
from mlat.graph.namespaces import BASE

#: Longer texts are no name.
LONGEST_NAME = 300
_LEAST_LIKENESS = 60
#: What likeness is worth at most, of a hundred: less than to hold all words of the text.
_ALIKE = 0.79
#: So many names does an error offer.
_OFFERED = 4
#: What is looked at first where two names fit equally well.
_ORDER = ("jurisdiction", "instrument", "authority", "law", "assistance", "refusal")


@dataclass(frozen=True)
class Name:
    """One name of a record; ``rank`` is code, id, citation, name, official or other."""

    text: str
    language: str
    rank: str


@dataclass(frozen=True)
class Entry:
    """A record with all its names; ``kind`` is jurisdiction, instrument, authority, law or a scheme's name.

    ``id`` is the short form for addresses: an alpha-3 code, the id of an instrument, the slug of a concept.
    """

    iri: str
    kind: str
    id: str
    names: tuple[Name, ...]

    def label(self, language: str = "en") -> str:
        """The main name in a language, else in English, else in any; the id where there is none."""
        labels = self._labels
        for wanted in (language.casefold(), "en", ""):
            if wanted in labels:
                return labels[wanted]
        return next(iter(labels.values()), self.id)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        named = [name for name in self.names if name.rank == "name"]
        return {name.language.casefold(): name.text for name in reversed(named)}

    def labels(self) -> dict[str, str]:
        """The main name in each language, by tag."""
        return {
            name.language: name.text for name in reversed(self.names) if name.rank == "name" and name.language
        }


@dataclass(frozen=True)
class Candidate:
    """What a text may mean: the record, the name that fits, and how well, from 0 to 100."""

    entry: Entry
    name: Name
    score: float


@dataclass(frozen=True)
class Names:
    """The names of one release of a graph; for any thread."""

    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, evaluator: Evaluator, client: str = "") -> Names:
        """Read all names of the release that the evaluator has now; raises EvaluationError."""
        found: dict[str, list[Name]] = defaultdict(list)
        kinds: dict[str, str] = {}
        for row in Asker(evaluator, "finder", client).rows("names"):
            found[row.iri("record")].append(_name(row))
            kinds.setdefault(row.iri("record"), row.text("kind"))
        return cls({iri: _entry(iri, kinds[iri], names) for iri, names in sorted(found.items())})

    def label(self, iri: str, language: str = "en") -> str:
        """The name of a record in a language; the last part of the IRI where the graph has none."""
        entry = self.entries.get(iri)
        return entry.label(language) if entry else iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    def slug(self, iri: str) -> str:
        """The short form of a record for addresses."""
        entry = self.entries.get(iri)
        return entry.id if entry else iri.removeprefix(BASE)

    def of_kind(self, *kinds: str) -> list[Entry]:
        """All records of some kinds, by id."""
        found = [entry for entry in self.entries.values() if entry.kind in kinds]
        return sorted(found, key=lambda entry: (entry.id, entry.iri))

    def resolve(self, kind: str, text: str) -> Entry:
        """The one record of a kind that a text means: IRI, code, id, citation or name in any language.

        :raises UnknownName: where nothing answers to the text, with the nearest names, and where several do.
        """
        text = text.strip()
        if len(text) > LONGEST_NAME:
            raise UnknownName(
                f"a name of {len(text):,} characters is none; the longest may have {LONGEST_NAME}"
            )
        if not text:
            raise UnknownName(f"no {_called(kind)} is named")
        entry = self.entries.get(text)
        if entry and entry.kind == kind:
            return entry
        for found in self._steps(kind, text):
            if len(found) == 1:
                return found[0]
            if found:
                raise UnknownName(
                    f"{text!r} may mean {_listed(found, ' or ')}; write which", [entry.id for entry in found]
                )
        near = self._nearest(kind, text)
        hint = f"; the nearest are {_listed(near)}" if near else ""
        raise UnknownName(f"no {_called(kind)} {text!r}{hint}", [entry.id for entry in near])

    def _steps(self, kind: str, text: str) -> Iterable[list[Entry]]:
        """What equals the text, from the strictest way of comparing to the loosest."""
        index = self._index
        yield _current(index.codes.get((kind, text.upper()), ()))
        yield _current(index.exact.get((kind, exact(text)), ()))
        yield _current(index.folded.get((kind, folded(text)), ()))
        yield _current(index.words.get((kind, " ".join(words(text))), ()))

    def _nearest(self, kind: str, text: str) -> list[Entry]:
        """What a text may be meant for; it may also be a part of a name, with a mistake in it."""
        index, plain = self._index, folded(text)
        keys = {position: index.keys[position] for position in index.of_kinds((kind,))}
        alike = process.extract(plain, keys, scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKENESS, limit=20)
        found = [candidate.entry for candidate in self.search(text, (kind,), _OFFERED)]
        found += [index.names[position][0] for _, _, position in alike]
        return list({entry.iri: entry for entry in found}.values())[:_OFFERED]

    def search(self, text: str, kinds: Collection[str] = (), limit: int = 10) -> list[Candidate]:
        """What a text may mean, best first; ``kinds`` narrows it, none means all."""
        text = text.strip()[:LONGEST_NAME]
        if not folded(text) or limit < 1:
            return []
        best: dict[str, Candidate] = {}
        for position, score in self._scores(text, self._index.of_kinds(kinds)):
            entry, name = self._index.names[position]
            if entry.iri not in best or best[entry.iri].score < score:
                best[entry.iri] = Candidate(entry, name, round(score, 1))
        return sorted(best.values(), key=_rank)[:limit]

    def _scores(self, text: str, positions: Sequence[int]) -> Iterable[tuple[int, float]]:
        """Each name of those at some positions that may fit, with its score."""
        index, plain, wanted = self._index, folded(text), words(text)
        parts = set(wanted)
        for position in positions:
            key = index.keys[position]
            if key == plain:
                yield position, 100.0
            elif index.bags[position] == wanted:
                yield position, 99.0
            elif key.startswith(plain):
                yield position, 90 + 8 * len(plain) / len(key)
            elif plain in key or parts <= set(index.bags[position]):
                yield position, 80 + 9 * len(plain) / max(len(key), len(plain))
        for query, keys in ((plain, index.keys), (" ".join(wanted), index.bag_keys)):
            choices = [keys[position] for position in positions]
            alike = process.extract(
                query, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=200
            )
            yield from ((positions[place], score * _ALIKE) for _, score, place in alike)

    @cached_property
    def _index(self) -> _Index:
        return _Index.of(self.entries.values())


@dataclass(frozen=True)
class _Index:
    """The names in the forms in which they are compared; ``keys``, ``bags`` and ``names`` go together."""

    codes: Mapping[tuple[str, str], Sequence[Entry]]
    exact: Mapping[tuple[str, str], Sequence[Entry]]
    folded: Mapping[tuple[str, str], Sequence[Entry]]
    words: Mapping[tuple[str, str], Sequence[Entry]]
    names: Sequence[tuple[Entry, Name]]
    keys: Sequence[str]
    bags: Sequence[tuple[str, ...]]
    bag_keys: Sequence[str]
    kinds: Mapping[str, Sequence[int]]

    def of_kinds(self, kinds: Collection[str]) -> Sequence[int]:
        """The positions of the names of records of some kinds; none means all."""
        if not kinds:
            return range(len(self.names))
        return [position for kind in sorted(set(kinds)) for position in self.kinds.get(kind, ())]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> _Index:
        """Sort the names of all records into the index."""
        names = [(entry, name) for entry in entries for name in _spellings(entry)]
        keys = [folded(name.text) for _, name in names]
        bags = [words(name.text) for _, name in names]
        codes = [(entry, name.text.upper()) for entry, name in names if name.rank in ("code", "id")]
        kinds: dict[str, list[int]] = defaultdict(list)
        for position, (entry, _) in enumerate(names):
            kinds[entry.kind].append(position)
        return cls(
            _grouped(codes),
            _grouped((entry, exact(name.text)) for entry, name in names),
            _grouped((entry, key) for (entry, _), key in zip(names, keys, strict=True)),
            _grouped((entry, " ".join(bag)) for (entry, _), bag in zip(names, bags, strict=True)),
            names,
            keys,
            bags,
            [" ".join(bag) for bag in bags],
            kinds,
        )


def _grouped(pairs: Iterable[tuple[Entry, str]]) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """The records that share a key, by their kind and that key; each once."""
    found: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for entry, key in pairs:
        found[entry.kind, key][entry.iri] = entry
    return {key: tuple(entries.values()) for key, entries in found.items()}


def _spellings(entry: Entry) -> Iterable[Name]:
    """The names of a record, and of a name such as ``URSS, Union des ...`` what is before the comma."""
    for name in entry.names:
        yield name
        if entry.kind == "jurisdiction" and name.rank == "name":
            head = name.text.replace(";", ",").partition(",")[0].strip()
            if head != name.text:
                yield Name(head, name.language, "other")


def _name(row: Row) -> Name:
    value = row["name"]
    return Name(str(value), value.language if isinstance(value, Text) else "", row.text("rank"))


def _entry(iri: Iri | str, kind: str, names: Iterable[Name]) -> Entry:
    ordered = sorted(set(names), key=lambda name: (_RANKS.get(name.rank, 9), name.language, name.text))
    ids = [name.text for name in ordered if name.rank in ("id", "code")]
    identifier = next((text for text in ids if iri.endswith(f"/{text}")), iri.rsplit("/", 1)[-1])
    return Entry(str(iri), kind, identifier, tuple(ordered))


_RANKS = {rank: number for number, rank in enumerate(("code", "id", "name", "official", "other", "citation"))}


def _current(found: Sequence[Entry]) -> list[Entry]:
    """The records, without former states where a later one has the same name or code (ISO re-uses codes)."""
    now = [entry for entry in found if not _is_former(entry)]
    return list(now or found)


def _is_former(entry: Entry) -> bool:
    """Whether a jurisdiction has a code of ISO 3166-3, which only former ones have."""
    return any(name.rank == "code" and len(name.text) == 4 for name in entry.names)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    entry = candidate.entry
    place = _ORDER.index(entry.kind) if entry.kind in _ORDER else len(_ORDER)
    return (-candidate.score, _is_former(entry), place, entry.id, entry.iri)


def _listed(entries: Iterable[Entry], joint: str = ", ") -> str:
    return joint.join(f"{entry.id} ({entry.label()})" for entry in entries)


def _called(kind: str) -> str:
    return {"assistance": "kind of assistance", "refusal": "ground for refusal"}.get(kind, kind)
