"""The day that counts as today: for what is due, what is still to come, and what has passed."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def build_date() -> date:
    """The date in SOURCE_DATE_EPOCH (seconds since 1970, UTC) where it is set, else today.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


def epoch_of(day: date) -> str:
    """The beginning of a day as a SOURCE_DATE_EPOCH."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
