"""Small marks that say how something stands: a word, never a colour alone. Made once for each language."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from mlat.web.languages import gettext as _
from mlat.web.languages import language
from mlat.web.pages.participations import State


def state_tag(state: State) -> str:
    """How an instrument stands for a party."""
    return _state_tag(state, language().tag)


@lru_cache
def _state_tag(state: State, tag: str) -> str:
    kind, words = {
        State.BOUND: ("tag good", _("in force")),
        State.UNKNOWN: ("tag warn", _("not known")),
        State.NOT_YET: ("tag", _("not yet in force")),
        State.SUSPENDED: ("tag bad", _("suspended")),
        State.ENDED: ("tag bad", _("ended")),
    }[state]
    return Markup(f'<span class="{kind}">{escape(words)}</span>')
