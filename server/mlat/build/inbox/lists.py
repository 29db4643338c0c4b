"""Cells that hold several entries."""

from __future__ import annotations


def listed(text: str) -> str:
    """The entries of a batch's list, whatever space divides them, each once."""
    return joined("", text.replace(";", "; "), "; ")


def joined(current: str, addition: str, separator: str) -> str:
    """The entries of both, each once, the current ones first."""
    entries = (entry.strip() for entry in (current + separator + addition).split(separator))
    return separator.join(dict.fromkeys(entry for entry in entries if entry))
