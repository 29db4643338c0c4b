"""What a query may do here: one read-only query, without SERVICE, of a size that the engine survives.

The engine would fetch any address that SERVICE names, and a query of some thousand nested groups ends its
process, so both are decided before it sees the query, from the tokens alone. Its parser needs no space after
a keyword: it takes ``SERVICEx:y {}`` for ``SERVICE x:y {}``, and so does the guard.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from mlat.errors import QueryError, QueryRefused
from mlat.graph.formats import AnswerKind
from mlat.graph.lexer import Kind, Token, error_at, place, tokens
from mlat.graph.limits import Limits


class Form(Enum):
    """The four query forms."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def kind(self) -> AnswerKind:
        """What the query answers with."""
        return {"SELECT": AnswerKind.RESULTS, "ASK": AnswerKind.BOOLEAN}.get(self.value, AnswerKind.GRAPH)


class Admitted(NamedTuple):
    """A query that may be evaluated.

    ``source`` is the text as it came, ``text`` is what the engine gets, ``star`` the place of ``*`` in it if
    it is a ``SELECT *``, and ``variables`` are all names in the order in which they first appear.
    """

    source: str
    text: str
    form: Form
    star: int | None
    variables: tuple[str, ...]


_FORMS = tuple(form.value for form in Form)
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH")
_OPENING = frozenset(("(", "{", "[", "{|"))
_CLOSING = frozenset((")", "}", "]", "|}"))
#: The words and signs that count as operators.
CLAUSES = frozenset(("UNION", "MINUS", "OPTIONAL", "FILTER", "BIND", "GRAPH", "LATERAL", "EXISTS", "AS"))
SIGNS = frozenset(("||", "&&", "+", "-", "*", "/", "!", "^", "|", "=", "!=", "<", ">", "<=", ">="))
_PATH_ENDS = frozenset("{}.;,")
_SERVICE_ENDS = re.compile("SERVICE(SILENT)?$")
_HIERARCHICAL = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")


def admit(text: str, limits: Limits | None = None) -> Admitted:
    """Decide whether a query may be evaluated.

    :raises QueryRefused: for an update and for SERVICE.
    :raises QueryError: for no query, for more than one, and for one beyond the limits.
    """
    found = [token for token in tokens(text) if token.kind is not Kind.COMMENT]
    form = _find_form(text, found)
    _refuse_service(text, found)
    _check_size(text, found, limits or Limits())
    hardened = _harden(text, found)
    if hardened != text:
        found = [token for token in tokens(hardened) if token.kind is not Kind.COMMENT]
    return Admitted(text, hardened, form, _find_star(found), _variables(found))


def _find_form(text: str, found: Sequence[Token]) -> Form:
    form = None
    for token, depth, before in _with_depth(found):
        if depth or before == "PREFIX":
            continue
        written = token.text.upper() if token.kind is Kind.PREFIXED else token.word
        if form is None and written.startswith(_UPDATES):
            raise _refused(text, token, f"this endpoint is read-only: {token.text} is refused")
        name = next((name for name in _FORMS if written.startswith(name)), None)
        if form is not None and (token.text == ";" or (name and token.word)):
            raise error_at(text, token.start, "one query at a time, please: a second one begins here")
        form = form or (Form[name] if name else None)
    if form is None:
        raise _no_form(text, found)
    return form


def _with_depth(found: Sequence[Token]) -> Iterator[tuple[Token, int, str]]:
    """Each token with the number of brackets open before it, and the word before it."""
    depth, before = 0, ""
    for token in found:
        yield token, depth, before
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        before = token.word


def _no_form(text: str, found: Sequence[Token]) -> QueryError:
    if not found:
        return QueryError("the query is empty")
    words = [token for token, depth, before in _with_depth(found) if not depth and before != "PREFIX"]
    first = next((t for t in words if t.word and t.word not in ("PREFIX", "BASE", "VERSION")), None)
    message = "a query needs SELECT, ASK, CONSTRUCT or DESCRIBE"
    if first is None:
        return QueryError(message)
    near = difflib.get_close_matches(first.word, _FORMS, 1)
    return error_at(text, first.start, message, f"did you mean {near[0]}?" if near else "")


def _refuse_service(text: str, found: Sequence[Token]) -> None:
    for index, token in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else Token(Kind.OTHER, "", -1)
        before = found[index - 1].word if index else ""
        if _is_service(token, before, after):
            raise _refused(text, token, "SERVICE is refused: this endpoint answers from its own graph only")


def _is_service(token: Token, before: str, after: Token) -> bool:
    if token.kind is Kind.WORD and "SERVICE" in token.word:
        return bool(_SERVICE_ENDS.search(token.word)) or after.start == token.end
    # In "SERVICEx:y {}" the engine may see SERVICE; a name has hardly ever a group after it, but for GRAPH.
    label = token.text.split(":")[0].upper() if token.kind is Kind.PREFIXED else ""
    return "SERVICE" in label and after.text == "{" and before != "GRAPH"


def _check_size(text: str, found: Sequence[Token], limits: Limits) -> None:
    operators = steps = 0
    for token, depth, _ in _with_depth(found):
        operators += token.text in SIGNS or token.word in CLAUSES
        ends = token.kind is Kind.VARIABLE or token.text in _PATH_ENDS
        steps = 0 if ends else steps + (token.text == "/")
        for name, size, limit in (
            ("brackets are nested deeper", depth, limits.depth),
            ("a property path has more steps", steps, limits.path_steps),
            ("operators and clauses are more", operators, limits.operators),
        ):
            if size > limit:
                raise error_at(text, token.start, f"{name} than the {limit} that are allowed")


def _harden(text: str, found: Sequence[Token]) -> str:
    """Write ``#`` and ``'`` in short IRIs as escapes.

    After an operand the engine may take ``<x#>`` for "less than x" and a comment, and would then read on
    differently from the lexer. An escape is allowed in an IRI only, so the two readings can't differ then.
    """
    pieces, end = [], 0
    for token in found:
        if token.kind is Kind.IRI and not _HIERARCHICAL.match(token.text):
            pieces += [text[end : token.start], token.text.replace("#", r"\u0023").replace("'", r"\u0027")]
            end = token.end
    return "".join([*pieces, text[end:]])


def _find_star(found: Sequence[Token]) -> int | None:
    """The offset of ``*`` in the outermost ``SELECT *``."""
    for (token, depth, _), (after, _, _) in zip(_with_depth(found), _with_depth(found[1:]), strict=False):
        if after.text == "*" and not depth and token.word.endswith(("SELECT", "DISTINCT", "REDUCED")):
            return after.start
    return None


def _variables(found: Sequence[Token]) -> tuple[str, ...]:
    """The names of all variables, in the order in which they first appear."""
    return tuple(dict.fromkeys(token.text[1:] for token in found if token.kind is Kind.VARIABLE))


def _refused(text: str, token: Token, message: str) -> QueryRefused:
    return QueryRefused(message, *place(text, token.start))
