"""Whom can a jurisdiction ask? The same question with the requested side left open, as a map needs it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mlat.finder.asking import Asker, iris
from mlat.finder.background import Background
from mlat.finder.describing import Describer
from mlat.finder.matching import Wanted
from mlat.finder.names import Entry
from mlat.finder.periods import Period, Verdict, holding
from mlat.finder.positions import period_of, read_parts
from mlat.finder.statements import Binding, Given, Instrument, Party

_BEST = (Given.YES, Given.PERHAPS, Given.NOT_KNOWN, Given.EXCLUDED, None)


@dataclass(frozen=True)
class Link:
    """An instrument that binds both on the day, or may; ``given`` as in a basis."""

    instrument: Instrument
    binding: Binding
    given: Given | None


@dataclass(frozen=True)
class Partner:
    """A jurisdiction that can be asked, and under what: what binds and gives most comes first."""

    party: Party
    links: tuple[Link, ...]

    @property
    def best(self) -> Link:
        """The link to rest a request on first."""
        return self.links[0]


def find_partners(
    background: Background,
    asker: Asker,
    requesting: Entry,
    assistance: Entry | None,
    on: datetime.date,
    language: str = "en",
) -> tuple[Partner, ...]:
    """Everybody who is bound to the requesting side on the day, or may be, by code.

    A jurisdiction that isn't there is one for which the graph knows nothing, which doesn't mean that there is
    nothing. Raises EvaluationError.
    """
    day, describe = on.isoformat(), Describer(background, language)
    wanted = Wanted.of(background, assistance.iri if assistance else None)
    positions = read_parts(asker, [requesting.iri]).positions[requesting.iri]
    own = {iri: [span for position in some for span in position.spans] for iri, some in positions.items()}
    mine = {iri: period for iri, spans in own.items() if (period := holding(spans, day))}
    dossiers = background.dossiers.of(asker, mine)
    gives = background.gives.of(asker, dossiers)
    made = {iri: (describe.instrument(one), wanted.given(gives[iri])) for iri, one in dossiers.items()}
    links: dict[str, dict[str, Link]] = {}
    for (instrument, party), spans in _others(asker, mine, requesting.iri).items():
        theirs = holding(spans, day)
        if theirs is None:
            continue
        sure = min(mine[instrument].holds(day), theirs.holds(day)) is Verdict.YES
        shown, given = made[instrument]
        links.setdefault(party, {})[instrument] = Link(
            shown, Binding.BOUND if sure else Binding.UNKNOWN, given
        )
    found = [Partner(describe.party(party), _ordered(some.values())) for party, some in links.items()]
    return tuple(sorted(found, key=lambda partner: partner.party.code))


def _others(
    asker: Asker, instruments: Iterable[str], requesting: str
) -> Mapping[tuple[str, str], Sequence[Period]]:
    """The periods of all other parties, by instrument and party."""
    found: dict[tuple[str, str], list[Period]] = {}
    for row in asker.rows("parties", instrument=iris(sorted(instruments))):
        if row["party"] != requesting:
            found.setdefault((row.text("instrument"), row.text("party")), []).append(period_of(row))
    return found


def _ordered(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(
        sorted(
            links,
            key=lambda link: (
                link.binding is not Binding.BOUND,
                _BEST.index(link.given),
                link.instrument.group != "bilateral",
                link.instrument.id,
            ),
        )
    )
