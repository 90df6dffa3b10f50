"""A text in the two languages of the product: Vietnamese first, English by a switch."""

from typing import NamedTuple


class Label(NamedTuple):
    """One text: `vi` is what citizens and officers see, `en` what the English switch shows."""

    vi: str
    en: str

    def text(self, language: str) -> str:
        """The text for a language tag; anything but English reads Vietnamese."""
        return self.en if language.lower().startswith("en") else self.vi
