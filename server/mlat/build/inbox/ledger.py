"""The tables while a batch goes in: groups drafts by what they speak of, and gives new records their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from mlat.build.inbox import identify
from mlat.build.inbox.drafts import Cells, Draft, Journal
from mlat.build.inbox.keys import Key, key_of
from mlat.build.inbox.merge import Merger
from mlat.build.inbox.ranks import Publishers
from mlat.build.schema import BY_NAME

Tables = dict[str, dict[str, Cells]]

_MAKERS: Mapping[str, Callable[[Cells, Mapping[str, Cells]], str]] = {
    "provisions": identify.provision_id,
    "declarations": identify.declaration_id,
    "authorities": identify.authority_id,
    "designations": identify.designation_id,
}


class Ledger:
    """All tables by name and id, changed in place as drafts are entered."""

    def __init__(self, tables: Tables, today: str, journal: Journal) -> None:
        self.tables, self._today, self._journal = tables, today, journal
        self._publishers = Publishers(tables["sources"])
        self._merger = Merger(tables["statements"], self._publishers, journal)

    def enter(self, drafts: Iterable[Draft]) -> None:
        """Enter all drafts, tables in the order of the schema, so that ids exist before they are used."""
        by_table: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            if url := draft.cells.get("source_url"):
                self._publishers.admit(url, self._journal)
            by_table[draft.table].append(draft)
        self.tables["sources"] = self._publishers.rows
        for name in BY_NAME:
            self._enter_table(name, by_table[name])

    def _enter_table(self, name: str, drafts: list[Draft]) -> None:
        drafts = [draft for draft in drafts if self._refers(draft)]
        groups = self._groups(name, drafts)
        if name == "provisions":
            self._join_without_article(groups)
        for key in sorted(groups):
            self._enter_group(name, groups[key])

    def _refers(self, draft: Draft) -> bool:
        """Whether the instruments that a draft names stand in the tables; what can't be kept is told."""
        known = self.tables["instruments"]
        if draft.cells.get("instrument_id", "") not in {"", *known}:
            text = f"{draft.table}: names instrument {draft.cells['instrument_id']}, which the tables do not hold"
            self._journal.note("Rows left out, and why", str(draft.origin), text)
            return False
        named = [text for text in draft.cells.get("instruments", "").split("; ") if text]
        for missing in [text for text in named if text not in known]:
            named.remove(missing)
            draft.cells["note"] += f"; names instrument {missing}, which the tables do not hold"
            self._journal.note("References left out, and why", str(draft.origin), f"no instrument {missing}")
        if "instruments" in draft.cells:
            draft.cells["instruments"] = "; ".join(named)
        return True

    def _groups(self, name: str, drafts: list[Draft]) -> dict[Key, tuple[list[Cells], list[Draft]]]:
        groups: dict[Key, tuple[list[Cells], list[Draft]]] = defaultdict(lambda: ([], []))
        for cells in self.tables[name].values():
            groups[key_of(name, cells, self.tables)][0].append(cells)
        for draft in drafts:
            groups[self._key(draft)][1].append(draft)
        return {key: group for key, group in groups.items() if group[1]} if name != "provisions" else dict(groups)

    def _key(self, draft: Draft) -> Key:
        if draft.table == "designations":
            return (*draft.key[:4], draft.cells["instruments"])
        return (identify.statement_id(draft.cells),) if draft.table == "statements" else draft.key

    def _join_without_article(self, groups: dict[Key, tuple[list[Cells], list[Draft]]]) -> None:
        """A provision without an article is the one of the same slug that has one, where there is just one."""
        for key in [key for key in groups if key[3] == ""]:
            others = [other for other in groups if other[:3] == key[:3] and other[3] and other[4] == key[4]]
            records, drafts = groups[key]
            if len(others) == 1 and not (records and groups[others[0]][0]):
                groups[others[0]][0].extend(records)
                groups[others[0]][1].extend(drafts)
                del groups[key]
            elif others and drafts:
                text = "provision without article beside several with one: " + ", ".join(other[3] for other in others)
                self._journal.note("Kept apart, and why", "/".join(key[:3]), text)

    def _enter_group(self, name: str, group: tuple[list[Cells], list[Draft]]) -> None:
        records, drafts = group
        if drafts and drafts[0].distinct_within_file:
            self._enter_distinct(name, records, drafts)
        elif drafts:
            self._merge(name, records[0] if records else None, drafts)

    def _enter_distinct(self, name: str, records: list[Cells], drafts: list[Draft]) -> None:
        """Declarations: one file's rows are several things; another file's lone row is the lone one there is."""
        by_file: dict[str, list[Draft]] = defaultdict(list)
        for draft in self._merger.order(drafts):
            by_file[draft.origin.file].append(draft)
        for file, drafts_of_file in by_file.items():
            earlier = list(records)
            lone = len(drafts_of_file) == 1 and len(earlier) == 1
            for draft in drafts_of_file:
                same = [cells for cells in earlier if cells["summary"] == draft.cells["summary"]]
                match = earlier[0] if lone else next(iter(same), None)
                record = self._merge(name, match, [draft])
                if match is None:
                    records.append(record)
            if earlier and not lone and len(records) > len(earlier):
                text = f"{len(drafts_of_file)} of {file} beside {len(earlier)} on the same article"
                self._journal.note("Kept apart, and why", "/".join(drafts[0].key), text)

    def _merge(self, name: str, record: Cells | None, drafts: list[Draft]) -> Cells:
        ordered = self._merger.order(drafts)
        if record is None:
            record = self._open(name, ordered.pop(0))
        for draft in ordered:
            self._merger.absorb(name, record, draft)
        if len(drafts) > 1:
            places = ", ".join(str(draft.origin) for draft in drafts)
            self._journal.note("Rows merged", f"{name}/{record['id']}", places)
        return record

    def _open(self, name: str, draft: Draft) -> Cells:
        """A new record from a draft."""
        record = {column: draft.cells.get(column, "") for column in BY_NAME[name].header}
        if "recorded" in record:
            record["recorded"] = self._today
        if name == "designations":
            record["authority_id"] = self._authority(draft.key[:2])
        record["id"] = self._new_id(name, draft, record)
        self.tables[name][record["id"]] = record
        return record

    def _new_id(self, name: str, draft: Draft, record: Cells) -> str:
        if name == "statements":
            return identify.statement_id(record)
        return draft.id or _MAKERS[name](record, self.tables[name])

    def _authority(self, key: Key) -> str:
        rows = self.tables["authorities"].values()
        return next(cells["id"] for cells in rows if key_of("authorities", cells, self.tables) == key)
