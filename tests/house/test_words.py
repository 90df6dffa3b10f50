"""Every text of the vocabulary is there in Vietnamese and in English."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from types import ModuleType
from typing import Any

import pytest

import shared.vocabulary
from shared.vocabulary.label import Label

MODULES = [
    importlib.import_module(f"shared.vocabulary.{found.name}")
    for found in pkgutil.iter_modules(shared.vocabulary.__path__)
]
# Enums that people never read: they steer programs only.
UNREAD = {"AccountKind"}


def _labels(value: Any, where: str) -> Iterator[tuple[str, Label]]:
    if isinstance(value, Label):
        yield where, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _labels(each, f"{where}[{key}]")
    elif isinstance(value, tuple | list | frozenset):
        for index, each in enumerate(value):
            yield from _labels(each, f"{where}[{index}]")


def _constants(module: ModuleType) -> dict[str, Any]:
    return {name: value for name, value in vars(module).items() if name.isupper()}


def _tables() -> list[tuple[str, dict[Any, Any]]]:
    """Tables that give each member of an enum its label."""
    return [
        (name, value)
        for module in MODULES
        for name, value in _constants(module).items()
        if isinstance(value, dict) and any(isinstance(each, Label) for each in value.values())
    ]


def test_every_label_is_written_in_both_languages() -> None:
    labels = [
        found
        for module in MODULES
        for name, value in _constants(module).items()
        for found in _labels(value, f"{module.__name__}.{name}")
    ]
    assert labels, "no label found; this test has gone blind"
    empty = [where for where, label in labels if not label.vi.strip() or not label.en.strip()]
    assert not empty, empty


@pytest.mark.parametrize(("name", "table"), _tables(), ids=lambda value: str(value)[:40])
def test_a_table_of_labels_leaves_out_no_member(name: str, table: dict[Any, Any]) -> None:
    of = type(next(iter(table)))
    assert issubclass(of, Enum)
    assert set(of) == set(table), f"{name} has no label for {set(of) - set(table)}"


def test_every_enum_has_labels() -> None:
    labelled = {type(next(iter(table))).__name__ for _name, table in _tables()}
    enums = {
        name
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, Enum)
        and value.__module__ == module.__name__
    }
    assert enums - labelled - UNREAD == set()
