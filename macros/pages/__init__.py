"""What pages show: values for fragments and for the page shell. HTML stands in overrides/, never here."""

from . import fragments, navigation, outcomes, partners, progress, say  # noqa: F401  (each registers macros or pages)
