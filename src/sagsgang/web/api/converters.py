"""What may stand in the address of data."""

from __future__ import annotations


class DataForm:
    """`json` or `csv`."""

    regex = "json|csv"

    def to_python(self, value: str) -> str:
        """The text itself."""
        return value

    def to_url(self, value: str) -> str:
        """The text itself."""
        return value


class KleNumber(DataForm):
    """A main group, group or topic of KLE: "17", "17.04" or "17.04.00"."""

    regex = r"\d\d(?:\.\d\d){0,2}"
