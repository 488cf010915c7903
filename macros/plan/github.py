"""What GitHub tells a workflow of the project that it works on.

Nothing is asked anywhere else: what is built on one's own machine, or in a codespace, is for oneself to look at.
"""

from __future__ import annotations

import os
from urllib.parse import quote


def on_github() -> bool:
    """Whether a workflow of GitHub runs this."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def editing(repository: str | None) -> str | None:
    """Where GitHub opens the project's files for change; None where nobody says which project it is.

    `repository` is what data/plan.yml says. While it says nothing, it is the project that the workflow belongs to. The
    branch is the one that the workflow works on: for a pull request, the one that it would change.
    """
    told = os.environ if on_github() else {}
    if not repository and "GITHUB_REPOSITORY" in told:
        repository = (
            f"{told.get('GITHUB_SERVER_URL', 'https://github.com')}/{told['GITHUB_REPOSITORY']}"
        )
    branch = told.get("GITHUB_BASE_REF") or told.get("GITHUB_REF_NAME") or "main"
    return f"{repository}/edit/{quote(branch)}" if repository else None
