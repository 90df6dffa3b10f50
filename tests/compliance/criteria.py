"""The criteria, read from criteria.toml beside this module."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("criteria.toml")


@dataclass(frozen=True)
class Criterion:
    """One thing the systems must do."""

    id: str
    vi: str
    en: str


@dataclass(frozen=True)
class Group:
    """Criteria of one legal source."""

    key: str
    vi: str
    en: str
    criteria: tuple[Criterion, ...]


def groups() -> list[Group]:
    """Every group in the order of the file. Raises ValueError for an id given twice."""
    with FILE.open("rb") as file:
        written = tomllib.load(file)["group"]
    found = [
        Group(g["key"], g["vi"], g["en"], tuple(Criterion(*row) for row in g["criteria"]))
        for g in written
    ]
    ids = [criterion.id for group in found for criterion in group.criteria]
    twice = {id_ for id_ in ids if ids.count(id_) > 1}
    if twice:
        raise ValueError(f"criteria.toml: {', '.join(sorted(twice))} more than once")
    return found


def known_ids() -> frozenset[str]:
    """The ids a test may name."""
    return frozenset(criterion.id for group in groups() for criterion in group.criteria)
