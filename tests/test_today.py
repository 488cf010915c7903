"""The day that counts as today is the same wherever the plan is read, and one that is set wrongly is told."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from macros.__main__ import main
from macros.plan.today import build_date

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2030-06-01T22:59:00Z", date(2030, 6, 1)),
        ("2030-06-01T23:01:00Z", date(2030, 6, 2)),
        ("2030-12-01T23:59:00Z", date(2030, 12, 1)),
    ],
)
def test_it_is_the_day_by_the_clocks_of_the_county(
    zone: str, moment: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor elsewhere and the server that builds would else differ on what is still to come."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with time_machine.travel(moment):
            assert build_date() == day
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("epoch", ["abc", "1e9", "99999999999999", "9" * 40, "2026-11-21"])
def test_a_day_that_is_none_is_told_with_the_name_of_its_variable(
    plan: Path, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["--root", str(plan), "check"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"SOURCE_DATE_EPOCH is '{epoch}', and gives no day. It counts seconds ")
    assert said.endswith("unset SOURCE_DATE_EPOCH\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("epoch", ["", "0", "315532800"])
def test_any_day_will_do(plan: Path, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["--root", str(plan), "rules"]) == 0
