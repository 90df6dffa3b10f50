"""Provinces and communes of the two-level model, in force from 01/07/2025. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from vietnam_provinces import Province, Ward

from backend.law.search_text import search_text

TWO_LEVELS_SINCE = date(2025, 7, 1)
_PREFIXES = ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ")


@dataclass(frozen=True, slots=True)
class Place:
    """A province (without `parent_code`) or a commune, with its official code."""

    code: str
    name: str
    parent_code: str | None

    @property
    def bare_name(self) -> str:
        """The name without its kind, by which people look it up and lists are ordered."""
        for prefix in _PREFIXES:
            if self.name.startswith(prefix):
                return self.name[len(prefix) :]
        return self.name


def place_words(text: str) -> str:
    """Words of a place as indexed and searched: without accents, and with i for y, since both
    spellings of one name are in use (Kỳ Lừa, Kì Lừa)."""
    return search_text(text).replace("y", "i")


def places() -> list[Place]:
    """The 34 provinces and then their 3,321 communes; codes of 2 and 5 digits."""
    provinces = [
        Place(f"{int(p.code):02d}", p.name if p.name.startswith("Thành phố") else f"Tỉnh {p.name}",
              None)
        for p in Province.iter_all()
    ]  # fmt: skip
    communes = [
        Place(f"{int(w.code):05d}", w.name, f"{int(w.province_code):02d}") for w in Ward.iter_all()
    ]
    return provinces + communes


@cache
def _names() -> dict[str, str]:
    found = {place.code: place for place in places()}
    return {
        place.code: f"{place.name}, {found[place.parent_code].name}"
        for place in found.values()
        if place.parent_code
    }


def is_commune(code: str) -> bool:
    """Whether this is the code of a commune of the two-level model."""
    return code in _names()


@cache
def _provinces() -> dict[str, str]:
    return {place.code: place.parent_code or "" for place in places()}


def province_of(commune_code: str) -> str:
    """The code of the province of a commune; empty for an unknown code."""
    return _provinces().get(commune_code, "")


def place_name(code: str) -> str:
    """A commune with its province, as written in an address; empty for an unknown code."""
    return _names().get(code, "")
