"""The tables while a batch goes in: groups drafts by what they speak of, and gives new records their ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from mlat.build.inbox import identify, references
from mlat.build.inbox.aliases import Aliases
from mlat.build.inbox.drafts import Cells, Draft, Journal, Tables
from mlat.build.inbox.keys import Key, key_of
from mlat.build.inbox.merge import Merger
from mlat.build.inbox.ranks import Publishers
from mlat.build.schema import BY_NAME

_MAKERS: Mapping[str, Callable[[Cells, Set[str]], str]] = {
    "provisions": identify.provision_id,
    "declarations": identify.declaration_id,
    "authorities": identify.authority_id,
    "designations": identify.designation_id,
}


@dataclass
class Group:
    """The records and drafts with one key."""

    records: list[Cells] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


class Ledger:
    """All tables by name and id, changed in place as drafts are entered."""

    def __init__(self, tables: Tables, aliases: Aliases, today: str, journal: Journal) -> None:
        self._tables, self._aliases, self._today, self._journal = tables, aliases, today, journal
        self._publishers = Publishers(tables["sources"])
        self._merger = Merger(tables, self._publishers, journal)

    def enter(self, drafts: Iterable[Draft]) -> dict[tuple[str, str], list[Draft]]:
        """Enter all drafts; returns those that each record has something from, by table and id.

        Tables are entered in the order of the schema, so that ids exist before they are used.
        """
        by_table: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            by_table[draft.table].append(draft)
        entered: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        for name in BY_NAME:
            for draft in self._enter_table(name, by_table[name]):
                entered[name, draft.id].append(draft)
        for identifier, draft in self._merger.occasions.items():
            entered["statements", identifier].append(draft)
        self._tell_possible_twins({draft.id for draft in by_table["instruments"]})
        return entered

    def _tell_possible_twins(self, touched: Set[str]) -> None:
        """Bilateral instruments of the same parties: as many as there are ids, or one under two ids."""
        by_parties: dict[frozenset[str], list[str]] = defaultdict(list)
        for identifier, cells in self._tables["instruments"].items():
            by_parties[frozenset({cells["party_a"], cells["party_b"]} - {""})].append(identifier)
        for parties, identifiers in by_parties.items():
            if len(parties) == 2 and len(identifiers) > 1 and touched & set(identifiers):
                text = "the same parties under other ids; if two are one, retire an id in aliases.csv"
                self._journal.note("Kept apart, and why", ", ".join(sorted(identifiers)), text)

    def _enter_table(self, name: str, drafts: list[Draft]) -> list[Draft]:
        if name == "designations":
            references.restore(self._tables, self._journal)
        drafts = [draft for draft in drafts if references.hold(draft, self._tables, self._journal)]
        for draft in drafts:
            self._publishers.admit(draft.source_url, self._journal)
        groups = self._groups(name, drafts)
        if name == "provisions":
            self._join_without_article(groups)
        for key in sorted(key for key in groups if groups[key].drafts):
            if name == "declarations":
                self._enter_declarations(key, groups[key])
            else:
                self._merge(next(iter(groups[key].records), None), groups[key].drafts)
        return drafts

    def _groups(self, name: str, drafts: list[Draft]) -> dict[Key, Group]:
        groups: dict[Key, Group] = defaultdict(Group)
        for cells in self._tables[name].values():
            groups[key_of(name, cells, self._aliases)].records.append(cells)
        former = dict(self._former_keys(name))
        for draft in drafts:
            key = self._key(draft)
            groups[key if key in groups else former.get(key, key)].drafts.append(draft)
        return dict(groups)

    def _former_keys(self, name: str) -> Iterator[tuple[Key, Key]]:
        """The keys that records have by the values that statements give against them, with the right ones.

        Where somebody mended an article or a name and stated the old one, the old batch still finds the row.
        """
        for record, column, value in self._disagreements(name):
            yield key_of(name, record | {column: value}, self._aliases), key_of(name, record, self._aliases)

    def _disagreements(self, name: str) -> Iterator[tuple[Cells, str, str]]:
        for cells in self._tables["statements"].values():
            record = self._tables[name].get(self._aliases.current(name, cells["record"]))
            if record and (cells["table"], cells["standing"]) == (name, "disagrees"):
                yield record, cells["column"], cells["value"]

    def _key(self, draft: Draft) -> Key:
        """The key of a draft; the id that it has, or that an authority's name leads to, may be retired."""
        if draft.table == "statements":
            draft.id = identify.statement_id(draft.cells)
        if draft.authority:
            draft.cells["authority_id"] = draft.authority.id
        if draft.id:
            draft.id = self._aliases.current(draft.table, draft.id)
            return (draft.id,)
        if draft.table == "authorities":
            named = identify.authority_id(draft.cells, ())
            if (current := self._aliases.current("authorities", named)) != named:
                return key_of("authorities", self._tables["authorities"][current], self._aliases)
        return key_of(draft.table, draft.cells, self._aliases)

    def _join_without_article(self, groups: dict[Key, Group]) -> None:
        """A provision without an article is the only one of its slug that has one, if there is just one."""
        for key in [key for key in groups if key[3] == ""]:
            others = [other for other in groups if other[:3] == key[:3] and other[3] and other[4] == key[4]]
            group = groups[key]
            if len(others) == 1 and not (group.records and groups[others[0]].records):
                groups[others[0]].records += group.records
                groups[others[0]].drafts += group.drafts
                del groups[key]
            elif others and group.drafts:
                text = "provision without article beside others with one: " + ", ".join(
                    other[3] for other in others
                )
                self._journal.note("Kept apart, and why", "/".join(key[:3]), text)

    def _enter_declarations(self, key: Key, group: Group) -> None:
        """One row of each file is one declaration; else only rows with the same summary are."""
        files = Counter(draft.origin.file for draft in group.drafts)
        if len(group.records) <= 1 and max(files.values()) == 1:
            self._merge(next(iter(group.records), None), group.drafts)
            return
        known = {
            value: record
            for record, column, value in self._disagreements("declarations")
            if column == "summary" and record in group.records
        }
        known |= {record["summary"]: record for record in reversed(group.records)}
        by_summary: dict[str, list[Draft]] = defaultdict(list)
        for draft in self._merger.order(group.drafts):
            by_summary[draft.cells["summary"]].append(draft)
        for summary, drafts in by_summary.items():
            self._merge(known.get(summary), drafts)
        if by_summary.keys() - known.keys() and (group.records or len(files) > 1):
            beside = ", ".join(f"{count} of {file}" for file, count in sorted(files.items()))
            text = f"{beside}, and {len(group.records)} of the tables on the same article"
            self._journal.note("Kept apart, and why", "/".join(key), text)

    def _merge(self, record: Cells | None, drafts: list[Draft]) -> None:
        ordered = self._merger.order(drafts)
        if record is None:
            record = self._open(ordered[0])
        for draft in ordered:
            self._merger.absorb(record, draft)
            draft.id = record["id"]
        if len(drafts) > 1:
            places = ", ".join(str(draft.origin) for draft in drafts)
            self._journal.note("Rows merged", f"{drafts[0].table}/{record['id']}", places)

    def _open(self, draft: Draft) -> Cells:
        """A new record from a draft."""
        name = draft.table
        record = {column: draft.cells.get(column, "") for column in BY_NAME[name].header}
        if "recorded" in record:
            record["recorded"] = self._today
        taken = self._tables[name].keys() | self._aliases.retired(name)
        # An id that a batch leaves blank though only it can give one stays blank, and is told as a fault.
        record["id"] = _MAKERS[name](record, taken) if name in _MAKERS else draft.id
        self._tables[name][record["id"]] = record
        return record
