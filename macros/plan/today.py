"""The day that counts as today: for what is due, what is still to come, and what has passed."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class NoDayError(Exception):
    """SOURCE_DATE_EPOCH gives no day; the message says what is to be there."""


def build_date() -> date:
    """The date in SOURCE_DATE_EPOCH (seconds since 1970, UTC) where it is set, else today in County Durham. Raises NoDayError.

    So an editor and GitHub, or two servers, say the same of a day, wherever they stand.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise NoDayError(
                f"SOURCE_DATE_EPOCH is '{epoch}', and gives no day. It counts seconds since 1970, in digits: {epoch_of(date(2026, 11, 21))}. Without it, the day is today: unset SOURCE_DATE_EPOCH"
            ) from None
    return datetime.now(_zone()).date()


def _zone() -> tzinfo | None:
    """The zone of the county's clocks; this computer's, where it knows no zones."""
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return datetime.now().astimezone().tzinfo


def epoch_of(day: date) -> str:
    """The beginning of a day as a SOURCE_DATE_EPOCH."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
