"""Highlight reports as spreadsheets, for those who report without Git: written, and read back with every mistake's cell.

Nothing in a sheet is ever worked out: what begins like a formula is written as text, and a formula is refused.
"""

from .layout import MEND, SheetError
from .read import read_sheet
from .write import as_sheet, in_order

__all__ = ["MEND", "SheetError", "as_sheet", "in_order", "read_sheet"]
