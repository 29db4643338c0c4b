"""The settings of the server: one table of name, type, default and help.

The command line (``--max-query-bytes``), the environment (``MLAT_MAX_QUERY_BYTES``) and the documentation are
all made from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from mlat.errors import MlatError
from mlat.graph.limits import Limits


class SettingError(MlatError):
    """A setting that doesn't exist or has a value of the wrong type; the message names it."""


def _setting(default: int | str, help_text: str, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"help": help_text, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """The values that one server runs with."""

    host: str = _setting("127.0.0.1", "address to listen on; 0.0.0.0 for all")
    port: int = _setting(8000, "port to listen on; 0 for any free one")
    threads: int = _setting(128, "how many requests other than plain queries are answered at the same time")
    max_query_bytes: int = _setting(262_144, "longest query, in bytes of UTF-8")
    max_query_depth: int = _setting(Limits.depth, "deepest nesting of brackets in a query")
    max_path_steps: int = _setting(Limits.path_steps, "longest property path in a query, in steps")
    max_query_operators: int = _setting(Limits.operators, "most operators and clauses in a query")
    workers: int = _setting(4, "how many queries are evaluated at the same time, each in its own process")
    workers_per_client: int = _setting(
        0, "how many of them a client may have; 0 for as many as it leaves free"
    )
    queue_length: int = _setting(64, "how many queries may wait for a worker")
    queue_seconds: int = _setting(10, "how long a query may wait for a worker")
    query_seconds: int = _setting(30, "how long a query may be evaluated")
    query_cpu_seconds: int = _setting(30, "how much CPU time a query may take")
    query_memory_mb: int = _setting(512, "how much memory a query may take beyond the graph, in MiB")
    result_mb: int = _setting(64, "largest answer, in MiB")
    worker_memory_mb: int = _setting(128, "memory of its own, in MiB, after which a worker is replaced")
    shutdown_seconds: int = _setting(30, "how long running queries may go on after the signal to stop")

    cache_mb: int = _setting(256, "memory for answers that are kept, in MiB; 0 for none")
    max_age: int = _setting(300, "how long clients and proxies may keep an answer without asking, in seconds")
    metrics: str = _setting(
        "auto", "who may read /metrics: on, off, or auto for this machine only", ("auto", "on", "off")
    )
    proxies: int = _setting(0, "how many proxies in front of the server write X-Forwarded headers")
    dumps: str = _setting(
        "", "folder that `mlat dump` or `mlat release` made; without one, dumps are made when first asked for"
    )

    @property
    def max_body_bytes(self) -> int:
        """The longest body of a request: percent-encoding makes three bytes of one, and a form holds more."""
        return 3 * self.max_query_bytes + 65_536

    @property
    def limits(self) -> Limits:
        """The limits of a query, as the guard takes them."""
        return Limits(self.max_query_depth, self.max_path_steps, self.max_query_operators)


@dataclass(frozen=True)
class Setting:
    """One row of the table."""

    name: str
    type: type[int] | type[str]
    default: int | str
    help: str
    choices: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """The name on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """The name in the environment."""
        return "MLAT_" + self.name.upper()


def settings_table() -> tuple[Setting, ...]:
    """All settings, in the order in which they are shown."""
    return tuple(
        Setting(row.name, type(default), default, row.metadata["help"], row.metadata["choices"])
        for row in dataclasses.fields(Settings)
        for default in (cast("int | str", row.default),)
    )


def read_settings(environment: Mapping[str, str], given: Mapping[str, object] | None = None) -> Settings:
    """Settings from the environment, overridden by what was given (None counts as not given).

    :raises SettingError: for a value of the wrong type or not among the choices, and for a ``MLAT_`` variable
        that doesn't exist.
    """
    table = {setting.variable: setting for setting in settings_table()}
    for name in environment:
        if name.startswith("MLAT_") and name not in table:
            raise SettingError(f"{name}: no such setting; there are {', '.join(table)}")
    values: dict[str, Any] = {
        s.name: _read(s, environment[s.variable]) for s in table.values() if s.variable in environment
    }
    values |= {name: value for name, value in (given or {}).items() if value is not None}
    for setting in table.values():
        value = values.get(setting.name, setting.default)
        if setting.choices and value not in setting.choices:
            raise SettingError(f"{setting.flag}: {value!r} is none of {', '.join(setting.choices)}")
    return Settings(**values)


def _read(setting: Setting, text: str) -> int | str:
    try:
        return setting.type(text)
    except ValueError:
        raise SettingError(f"{setting.variable}: {text!r} is not a whole number") from None
