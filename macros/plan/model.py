"""The plan's things and kinds of value by one name, for those outside of this folder."""

from .about import About
from .board import Board, Stage
from .chapter import MOST_HELP, MOST_TERMS, Chapter, Priority
from .paper import Paper
from .references import REFERENCES, Origin, Own, meant, named
from .route import Route
from .term import Term
from .update import ALL, SiteUpdate, Update
from .values import ID, Date, Id, Number, Text, is_address

__all__ = [
    "ALL",
    "ID",
    "MOST_HELP",
    "MOST_TERMS",
    "REFERENCES",
    "About",
    "Board",
    "Chapter",
    "Date",
    "Id",
    "Number",
    "Origin",
    "Own",
    "Paper",
    "Priority",
    "Route",
    "SiteUpdate",
    "Stage",
    "Term",
    "Text",
    "Update",
    "is_address",
    "meant",
    "named",
]
