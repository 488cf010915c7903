"""Pictures of the pages for people to look through, in screenshots/, with an index.html: `make screenshots`.

Each page is taken at 1280 and 320 px in light and dark, in forced colours, and as printed (a PDF).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pages import LOOKED_THROUGH, ROOT, build
from playwright.sync_api import sync_playwright

from macros.plan.today import build_date, epoch_of
from macros.proof.browser import launch
from macros.proof.findings import (
    DARK,
    DARK_NARROW,
    LIGHT,
    LIGHT_NARROW,
    State,
    visit,
)
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

FOLDER = ROOT / "screenshots"
# Chromium paints no picture that is higher: the rest of a page comes in a second one, and so on.
MOST = 16_000

STATES = {
    "light-1280": LIGHT,
    "dark-1280": DARK,
    "light-320": LIGHT_NARROW,
    "dark-320": DARK_NARROW,
    "forced-light": State("light", forced=True),
    "forced-dark": State("dark", forced=True),
}


def take(tab: Tab, file: Path) -> list[str]:
    """Pictures of the whole page from top to bottom: a.png, and a-2.png, a-3.png for what is too long for one. Returns their names."""
    width, height = tab.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    )
    names = []
    for top in range(0, height, MOST):
        names.append(file.name if top == 0 else f"{file.stem}-{top // MOST + 1}{file.suffix}")
        tab.screenshot(
            path=file.with_name(names[-1]),
            full_page=True,
            clip={"x": 0, "y": top, "width": width, "height": min(height - top, MOST)},
        )
    return names


def take_all(served: Served, browser: Browser, folder: Path) -> list[tuple[str, list[str]]]:
    """Every picture, as (page, names of its files)."""
    taken: dict[str, list[str]] = {name: [] for name in LOOKED_THROUGH}
    for look, state in STATES.items():
        tab = state.open(browser)
        for name, address in LOOKED_THROUGH.items():
            visit(served, lambda _, tab=tab: tab, address, state)
            taken[name] += take(tab, folder / f"{name}-{look}.png")
            if state == LIGHT:
                tab.pdf(path=folder / f"{name}-print.pdf", format="A4", prefer_css_page_size=True)
                taken[name].append(f"{name}-print.pdf")
        tab.context.close()
    return list(taken.items())


def index(taken: list[tuple[str, list[str]]]) -> str:
    """A page to look through them all."""
    parts = []
    for name, files in taken:
        shown = []
        for file in files:
            label = escape(file.rpartition(".")[0].removeprefix(f"{name}-"))
            picture = (
                f'<img src="{file}" alt="" loading="lazy">' if file.endswith(".png") else "PDF"
            )
            shown.append(
                f'<figure><figcaption><a href="{file}">{label}</a></figcaption><a class="picture" href="{file}" aria-hidden="true" tabindex="-1">{picture}</a></figure>'
            )
        parts.append(
            f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(name)} <small>{escape(LOOKED_THROUGH[name])}</small></h2><div>{"".join(shown)}</div></section>'
        )
    style = (
        "body{font:1rem/1.4 sans-serif;margin:1rem}section>div{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;width:18rem}"
        ".picture{display:block;height:24rem;overflow:hidden;border:1px solid;text-align:center}img{width:100%}small{font-weight:400}"
    )
    links = " ".join(f'<a href="#{name}">{escape(name)}</a>' for name, _ in taken)
    return f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style><h1>Screenshots</h1><p>{links}</p>{"".join(parts)}\n'


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with serve(
            build(ROOT, Path(folder) / "site", SOURCE_DATE_EPOCH=epoch_of(build_date()))
        ) as served:
            taken = take_all(served, browser, FOLDER)
        browser.close()
    (FOLDER / "index.html").write_text(index(taken), encoding="utf-8")
    print(
        f"Took {sum(len(files) for _, files in taken)} pictures. Open screenshots/index.html in a browser."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
