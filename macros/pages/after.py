"""What came after the plan, on a page of its own. What a chapter shows of it stands in partials/now.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .page import Page, macro

if TYPE_CHECKING:
    from .site import Site


@macro
def what_came_after(site: Site, _page: Page) -> dict[str, Any]:
    """What there is now in place of what the plan names, and what was not found, by subject."""
    return {"rows": list(site.plan.after.values())}
