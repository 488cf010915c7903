"""What pages show: values for fragments and for the page shell. HTML stands in overrides/, never here."""

from . import fragments, navigation, outcomes, partners, progress, say

# Each of them registers macros or pages as it is imported.
REGISTERED = (fragments, navigation, outcomes, partners, progress, say)
