"""The present day, the same for all of a site."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """The present day in UTC, as treaties bind from one day to another everywhere."""
    return datetime.datetime.now(datetime.UTC).date()
