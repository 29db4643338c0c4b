"""An answer for people who read it in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from mlat.finder.answer import Answer, Authority, Basis, Ended, NotKnown, Signed
from mlat.finder.statements import Binding, Given, Instrument, Party, Provision, Side, Source
from mlat.finder.writing.json_out import NOTICE

_WIDTH = 100
_GIVEN = {
    Given.YES: "gives it",
    Given.PERHAPS: "may give it: by a wider form, or by a clause for any other assistance",
    Given.EXCLUDED: "excludes it",
    Given.NOT_KNOWN: "not known whether it gives it: no article is coded for it",
}
_NOT_KNOWN = {
    "list-incomplete": "the list of parties is not known to be complete",
    "territory": "binds {through}; whether it extends to {unlisted} is not known",
    "organisation": "concluded by {through}, of which {unlisted} is a member today",
    "predecessor": "bound {through}, which {unlisted} followed; no succession is known",
}


def to_text(answer: Answer) -> str:
    """The answer in words, in lines of at most 100 characters where words allow."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    asked = f" for {answer.assistance.label}" if answer.assistance else ""
    yield from _wrapped(
        f"{answer.requesting.name} asks {answer.requested.name}{asked}, on {answer.question.on.isoformat()}"
    )
    for ceased in answer.ceased:
        followed = ", ".join(f"{party.name} ({party.code})" for party in ceased.successors)
        yield from _wrapped(f"{ceased.party.name} had ceased to be by then; it was followed by {followed}")
    yield ""
    yield from _verdict(answer)
    for basis in answer.bases:
        yield ""
        yield from _basis(basis)
    yield from _section("To whom", (line for one in answer.authorities for line in _authority(one)))
    yield from _section("Signed, not in force", map(_signed, answer.signed_not_in_force))
    yield from _section("Before", map(_ended, answer.ended))
    yield from _section("Not known", _not_known(answer.not_known))
    yield from _section("Without a treaty", _without_treaty(answer))
    yield ""
    yield from _wrapped(NOTICE)


def _verdict(answer: Answer) -> Iterator[str]:
    bound = [basis for basis in answer.bases if basis.binding is Binding.BOUND]
    unsure = len(answer.bases) - len(bound)
    known = f"{len(bound)} instrument{' is' if len(bound) == 1 else 's are'}" if bound else "No instrument is"
    yield f"{known} known to bind both on that day."
    if unsure:
        yield f"{unsure} {'more ' if bound else ''}may bind both: nothing known rules it out."


def _basis(basis: Basis) -> Iterator[str]:
    instrument = basis.instrument
    yield from _wrapped(f"{instrument.title} [{instrument.id}]")
    force = f"binds both since {basis.in_force.text}"
    if basis.binding is not Binding.BOUND:
        force = f"may bind both, since {basis.in_force.text}"
    until = f", until {basis.until.text}" if basis.until else ""
    yield from _wrapped(f"{instrument.group}; {force}{until} ({basis.certainty.label.lower()})", 2)
    for side in basis.sides:
        if side.derived:
            yield from _wrapped(_derivation(side), 2)
    if basis.given:
        yield from _wrapped(_GIVEN[basis.given], 2)
    if not basis.provisions_known:
        yield from _wrapped("its articles on assistance are not coded here: see the text", 2)
    yield from _provisions("assistance", basis.assistance)
    yield from _provisions("refusal", basis.refusal)
    for declaration in basis.declarations:
        if declaration.relevant:
            article = f" on article {declaration.article}" if declaration.article else ""
            act = f"{declaration.party.name}: {declaration.kind.label.lower()}{article}"
            yield from _wrapped(f"{act}: {declaration.summary}", 2)
    for one in basis.disagreements:
        kept = f", not {one.kept}" if one.kept else ""
        yield from _wrapped(f"sources disagree: {one.property} {one.value}{kept} ({one.source.page})", 2)
    yield from _sources(instrument, basis.sources)


def _derivation(side: Side) -> str:
    article = f" by article {side.rule_article}" if side.rule_article else ""
    return f"for {side.party.name} counted{article} from its consent of {side.consented}"


def _provisions(what: str, provisions: Iterable[Provision]) -> Iterator[str]:
    for one in provisions:
        article = f"article {one.article}: " if one.article else ""
        modality = f" ({one.modality.label.lower()})" if one.modality else ""
        sure = f" [{one.certainty.label.lower()}]" if one.certainty else ""
        yield from _wrapped(f"{what}: {article}{one.concept.label}{modality}{sure}", 2)


def _sources(instrument: Instrument, sources: Iterable[Source]) -> Iterator[str]:
    if instrument.text:
        yield from _wrapped(f"text: {instrument.text}", 2)
    for source in sources:
        as_of = f" (as of {source.as_of})" if source.as_of else ""
        yield from _wrapped(f"source: {source.page}{as_of}", 2)


def _authority(one: Authority) -> Iterator[str]:
    local = f" ({one.local_name})" if one.local_name else ""
    role = f": {one.role.label.lower()}" if one.role else ""
    scope = {"other": " (named under other instruments)", "state": " (of the state it belongs to)"}
    yield f"{one.name}{local}{role}{scope.get(one.scope, '')}"
    channels = ", ".join(channel.label for channel in one.channels)
    details = (
        ("", one.parent),
        ("", one.address),
        ("telephone: ", one.phone),
        ("e-mail: ", one.email),
        ("", one.website),
        ("languages: ", one.language_note or ", ".join(one.languages)),
        ("channels: ", "; ".join(filter(None, (channels, one.channel_note)))),
        ("role: ", one.role_note),
        ("source: ", one.source.page + (f" (as of {one.source.as_of})" if one.source.as_of else "")),
    )
    yield from (f"  {name}{value}" for name, value in details if value)


def _signed(one: Signed) -> str:
    signed = ", ".join(f"{side.party.code} {side.signed or '?'}" for side in one.sides)
    unsure = "; it may be in force since" if one.binding is Binding.UNKNOWN else ""
    return f"{one.instrument.title} [{one.instrument.id}], signed: {signed}{unsure}"


def _ended(one: Ended) -> str:
    until = one.until.text if one.until else "?"
    return f"{one.instrument.title} [{one.instrument.id}], {one.in_force.text} to {until}: {one.reason}"


def _not_known(found: Iterable[NotKnown]) -> Iterator[str]:
    neither = []
    for one in found:
        if not one.bound:
            neither.append(one.instrument.id)
            continue
        through = one.through.name if one.through else ""
        reason = _NOT_KNOWN[one.reason].format(through=through, unlisted=_names(one.unlisted))
        yield f"{one.instrument.title} [{one.instrument.id}]: binds {_names(one.bound)}; {reason}"
    if neither:
        yield f"Neither is listed, and the lists are not known to be complete: {', '.join(neither)}"


def _without_treaty(answer: Answer) -> Iterator[str]:
    left = answer.without_treaty
    for path in left.paths:
        obstacles = ", ".join(obstacle.label.lower() for obstacle in path.obstacles)
        yield f"{path.concept.label}: may be hindered by {obstacles}"
    for law in left.laws:
        yield f"Law of {answer.requested.name}: {law.title}{f', {law.citation}' if law.citation else ''}"
    for one in left.conventions:
        binds = "non-binding, both take part" if one.kind == "scheme" else f"binds {_names(one.bound)} only"
        yield f"{one.instrument.title} [{one.instrument.id}]: {binds}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if not found:
        return
    yield ""
    yield title
    for line in found:
        yield from _wrapped(line.lstrip(), 2 + len(line) - len(line.lstrip()))


def _names(parties: Iterable[Party]) -> str:
    return " and ".join(party.name for party in parties)


def _wrapped(text: str, indent: int = 0) -> Iterator[str]:
    """The text in lines, without control characters, which could drive the terminal."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    yield from textwrap.wrap(
        plain,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
