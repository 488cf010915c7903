"""The plan's things and kinds of value by one name, for those outside of this folder."""

from .about import About
from .board import Board, Stage
from .chapter import MOST_HELP, MOST_TERMS, Chapter, Priority
from .entry import Entry
from .help import Help
from .paper import Paper
from .references import REFERENCES, Origin, Own, Owns, meant, named
from .route import Route
from .term import Term
from .update import ALL, SiteUpdate, Update
from .values import ID, Date, Id, Number, Text, is_address, one_of

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
    "Entry",
    "Help",
    "Id",
    "Number",
    "Origin",
    "Own",
    "Owns",
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
    "one_of",
]
