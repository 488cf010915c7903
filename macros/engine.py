"""The only file that knows MkDocs and its macros plugin, but for the server that editors use (serving.py).

`define_env` loads the plan, tells MkDocs the order of the pages, and hands every macro to the pages and the
page shell to the templates.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from .pages.calls import macros_are_calls
from .pages.documents import with_documents_told
from .pages.extensions import own_extensions
from .pages.kept import Kept
from .pages.navigation import navigation
from .pages.page import INLINE, MACROS, MacroError
from .pages.pictures import Pictures
from .pages.rules.files import files_are_plain
from .pages.shell import Shell, unused
from .pages.site import Site
from .pages.templates import COMPILED, MATERIAL
from .plan.github import editing
from .plan.hidden import take_away
from .plan.load import load_plan
from .plan.problems import PlanError
from .plan.today import build_date
from .publish.assets import AssetError, publish_assets
from .publish.calendars import write_calendars
from .publish.drafts import draft_of, open_from_disk
from .publish.feeds import write_feeds
from .publish.hosts import write_host_files
from .publish.made import write_made
from .publish.minify import join_styles, minify
from .publish.partners import write_partners
from .publish.pictures import DRAWN, write_pictures
from .publish.policy import policy
from .publish.redirects import write_redirects
from .publish.search import write_index
from .publish.sitemap import write_sitemap

if TYPE_CHECKING:
    from collections.abc import Callable


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once for each build. Raises PluginError with every problem of the data."""
    conf = env.conf
    root = Path(conf.config_file_path).parent
    try:
        plan = load_plan(root, build_date())
    except PlanError as error:
        raise PluginError(f"the plan can't be published:\n{error}") from None
    url = conf["site_url"] or "/"
    site = Site(plan, root, url, editing(plan.about.repository), draft_of())
    # Nothing of Material's own templates and assets is used: MkDocs would look through 14,000 icons, and copy all scripts.
    conf["theme"].dirs = [folder for folder in conf["theme"].dirs if Path(folder) != MATERIAL]
    conf["nav"] = navigation(site)
    conf["extra"]["shell"] = Shell(site, policy(plan.about, serving="serving" in conf))
    # Before a page's commands are run.
    if refused := [*files_are_plain(site.docs), *macros_are_calls(site)]:
        raise PluginError("the pages can't be published:\n" + "\n".join(map(str, sorted(refused))))
    conf["extra"]["kept"] = kept = Kept(MACROS)
    env.config.update(kept.marks)
    conf["extra"]["pictures"] = pictures = Pictures(site.docs)
    conf["markdown_extensions"] += [*own_extensions(site, kept), pictures]
    for name in MACROS:
        env.macro(_macro(env, site, name, kept), name)


def on_pre_page_macros(env: Any) -> None:
    """Called by mkdocs-macros before it reads a page: leaves it the calls of macros, and no other command."""
    extra, site = env.conf["extra"], env.conf["extra"]["shell"].site
    page = site.page_at(env.page.url)
    extra["pictures"].address = f"/{env.page.url}"
    extra["kept"].page = page
    env.markdown = extra["kept"].calls(with_documents_told(site, page, env.markdown))


def on_post_build(env: Any) -> None:
    """Called by mkdocs-macros when the site is written: adds what stands beside MkDocs's own pages, leaves out what no page needs."""
    shell, built = env.conf["extra"]["shell"], Path(env.conf["site_dir"])
    site = shell.site
    join_styles(built)
    write_made(shell, built)
    write_pictures(site, built)
    write_partners(site, built)
    write_index(site, built)
    write_feeds(site, built)
    write_calendars(site, built)
    write_sitemap(site, built)
    write_redirects(shell, built)
    write_host_files(site, built)
    take_away(built)
    for sheet in unused(site):
        (built / sheet[1:]).unlink(missing_ok=True)
    if "serving" not in env.conf:
        minify(built)
    try:
        publish_assets(site, built)
    except AssetError as error:
        raise PluginError(str(error)) from None
    if site.draft:
        open_from_disk(built)
    COMPILED.save()
    DRAWN.save()


def _macro(env: Any, site: Site, name: str, kept: Kept) -> Callable[..., str]:
    def call(*arguments: str) -> str:
        try:
            shown = site.render(name, site.page_at(env.page.url), arguments)
            return shown if name in INLINE else kept.keep(shown)
        except MacroError as error:
            raise PluginError(f"docs/{env.page.file.src_uri}: {error}") from None

    return call
