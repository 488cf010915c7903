"""The same site for stock Material. `builds.py` runs it as a program, on the copy of this site that it makes peers for."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from mkdocs.utils.yaml import yaml_load

from macros.pages.navigation import navigation
from macros.pages.site import Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from macros.pages.site import Page


def make_peers(ours: Path, peers: dict[Path, list[str]]) -> None:
    """Make the same site for stock Material, with these plugins: our macros' HTML in the Markdown, no overrides."""
    config = yaml_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    site = Site(load_plan(ours), ours, config["site_url"])
    kept = {
        key: config[key] for key in ("site_name", "site_url", "markdown_extensions", "validation")
    }
    kept |= {"nav": navigation(site), "theme": {"name": "material", "font": False}}
    kept |= {
        "not_in_nav": "\n".join(
            sorted({f"/{page.address.split('/')[1]}/" for page in site.made.values()})
        )
    }
    for tree, plugins in peers.items():
        shutil.copytree(ours / "docs", tree / "docs")
        (tree / "mkdocs.yml").write_text(
            yaml.safe_dump(kept | {"plugins": plugins}, sort_keys=False), encoding="utf-8"
        )
    for page in site.pages.values():

        def html(call: re.Match[str], page: Page = page) -> str:
            return site.render(call[1], page, tuple(ast.literal_eval(f"[{call[2]}]")))

        text = re.sub(
            r"(?m)^\{\{ *(\w+)\((.*)\) *\}\} *$",
            html,
            site.in_words(page, (site.docs / page.file).read_text(encoding="utf-8")),
        )
        for tree in peers:
            (tree / "docs" / page.file).write_text(text, encoding="utf-8")
    for made in site.made.values():
        text = site.render(made.macro, made, made.arguments)  # it has its heading in it
        for tree in peers:
            file = tree / "docs" / f"{made.address.strip('/')}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make_peers(
        Path(sys.argv[1]),
        {Path(tree): plugins for tree, plugins in json.loads(sys.argv[2]).items()},
    )
