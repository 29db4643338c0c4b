"""How large a query may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes that the engine handles with ease; it fails at some tens of times as much."""

    depth: int = 100
    path_steps: int = 100
    operators: int = 1000
