"""The site while somebody edits it: MkDocs's server, which builds anew and reloads browsers, and a page for mistakes.

MkDocs's own `serve` lets browsers wait while a build fails, and does not start with one (decision 025). Besides
`engine.py`, this is the only file that knows MkDocs. It stands apart, for no other command needs the server.
"""

from __future__ import annotations

import logging
import shutil
import traceback
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from .pages.templates import OVERRIDES, environment
from .plan.problems import Problem
from .publish.minify import join_styles
from .publish.policy import policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What a page may come from. Changes of the generator itself count from the next start.
WATCHED = ("mkdocs.yml", "data", "docs", "overrides")
Wrong = list[Problem | str]  # what MkDocs says of a build has no place


class _Server(LiveReloadServer):
    """MkDocs's server, with what it has no public names for. Its parts without types get them here."""

    def run(self) -> None:
        """Serve until the process is ended. Raises OSError if nothing can be served.

        The first build is due, and whoever asks waits for it. So a change meanwhile counts, and a taken port is told at once.
        """
        self._want_rebuild, self._wanted_epoch = True, self._visible_epoch + 1
        serve: Callable[[], None] = self.serve
        try:
            serve()
        finally:
            self.shutdown()

    def reloading(self, page: bytes) -> bytes:
        """A page with the script that reloads it after the next build."""
        inject: Callable[[bytes, int], bytes] = self._inject_js_into_html
        return inject(page, self._visible_epoch)


def serve(
    root: Path,
    at: tuple[str, int],
    url: str,
    check: Callable[[], list[Problem]],
    told: Callable[[Wrong, str], None],
) -> None:
    """Show the project in `root` at a host and its port, below the path of `url`, until the process is ended.

    Before each build, `check` is asked what is wrong; after it, `told` hears what stopped it, or nothing, and where the
    site stands. Raises OSError if nothing can be shown there.
    """
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="plan-") as folder:
        preview = Preview(root, Path(folder) / "site", check, told)
        server = preview.server = _Server(
            preview.build, *at, str(preview.built), urlsplit(url).path
        )
        server.error_handler = preview.page
        for name in WATCHED:
            if (root / name).exists():
                server.watch(str(root / name))
        server.run()


class Preview:
    """The site as it is now, or what stands in the way of it."""

    server: _Server

    def __init__(
        self,
        root: Path,
        built: Path,
        check: Callable[[], list[Problem]],
        told: Callable[[Wrong, str], None],
    ) -> None:
        """Build nothing yet."""
        self.root, self.built, self.check, self.told = root, built, check, told
        self._problems = b""

    def build(self) -> None:
        """Build the site anew, or leave nothing but the page that says why not. Never raises: the server has to go on."""
        wrong = self._wrong()
        self._problems = self._page_of(wrong) if wrong else b""
        if wrong:
            shutil.rmtree(self.built, ignore_errors=True)
            with suppress(OSError):  # without its style sheet, it still can be read
                shutil.copytree(OVERRIDES / "assets", self.built / "assets")
                join_styles(self.built)
        self.told(wrong, self.server.url)

    def page(self, _code: int) -> bytes | None:
        """What a browser gets where no file stands: the problems, if there are any. It reloads like all pages."""
        missing = self.built / "404.html"
        if self._problems or missing.is_file():
            return self.server.reloading(self._problems or missing.read_bytes())
        return None

    def _wrong(self) -> Wrong:
        with _heard() as said:
            try:
                if wrong := [problem for problem in self.check() if not problem.warning]:
                    return list(wrong)
                config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.built))
                config["serving"] = True
                config.site_url = self.server.url
                build(config, serve_url=self.server.url)
            except MkDocsException as error:
                return list(dict.fromkeys(said)) or [error.format_message()]
            except Exception as error:  # of a template, or of the generator: for a developer
                if getattr(error, "errno", None) is None:  # else the system lacks something
                    traceback.print_exc()
                return [self._placed(error)]
        return []

    def _placed(self, error: Exception) -> Problem | str:
        """An error with the last place in this project that it came by."""
        told = "".join(traceback.format_exception_only(error)).strip()
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if (
                frame.lineno
                and file.is_relative_to(self.root)
                and file.relative_to(self.root).parts[0] in ("macros", "overrides")
            ):
                return Problem(file.relative_to(self.root).as_posix(), frame.lineno, 1, told)
        return told

    def _page_of(self, wrong: Wrong) -> bytes:
        try:
            html = (
                environment()
                .get_template("problems.html")
                .render(
                    problems=wrong,
                    assets=f"{self.server.mount_path}assets/",
                    policy=policy(serving=True),
                )
            )
        except (jinja2.TemplateError, OSError):  # the template itself is wrong
            html = escape("\n".join(map(str, wrong)))
        return html.encode()


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What MkDocs warns of meanwhile. The server's own words are left out."""
    said: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("mkdocs.livereload"):
                said.append(record.getMessage())

    handler, logger = Heard(logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
