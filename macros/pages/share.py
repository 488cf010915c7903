"""What a link to a page looks like where it is shared: one picture for each group, and the plan's for all other pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .templates import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..plan.chapter import Chapter
    from .site import Site

_TOKEN = re.compile(r"--(\w+): (#[0-9a-f]{6});")


@dataclass(frozen=True)
class Picture:
    """A picture for shared links: its name, the words on it, and the places (from 0) of its lit arches with their groups."""

    id: str
    title: str
    line: str
    lit: tuple[tuple[int, int], ...]

    @property
    def address(self) -> str:
        """Where the picture stands, from the site's root."""
        return f"/assets/share/{self.id}.png"


@lru_cache(maxsize=1)
def pictures(site: Site) -> dict[int | None, Picture]:
    """The picture of each group by the group's number, and the plan's under None."""
    plan, about = site.plan, site.plan.about
    chapters = list(plan.chapters.values())
    title = f"What {about.place} planned for your health and care"
    line = (
        f"The priorities {'ran' if plan.reports.ended else 'run'} from {about.priorities_period}."
    )
    by_stage: dict[int | None, Picture] = {None: Picture("plan", title, line, _lit(chapters))}
    for stage in plan.stages.values():
        by_stage[stage.number] = Picture(
            stage.id, stage.name, stage.summary, _lit(plan.chapters_of(stage))
        )
    return by_stage


def drawing(site: Site, picture: Picture) -> str:
    """The picture as SVG, 1200 wide and 630 high, in the colours of the style sheet by day."""
    day, _, _ = (
        (OVERRIDES / "assets/plan/tokens.css").read_text(encoding="utf-8").partition("@media")
    )
    colours = dict(_TOKEN.findall(day))
    shown = {
        "picture": picture,
        "lit": dict(picture.lit),
        "arches": len(site.plan.chapters),
        "colours": colours,
    }
    return site.fill("partials/share.html", **shown)


def _lit(chapters: Iterable[Chapter]) -> tuple[tuple[int, int], ...]:
    return tuple((chapter.number - 1, chapter.stage.number) for chapter in chapters)
