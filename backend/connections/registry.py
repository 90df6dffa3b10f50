"""Which partners there are: said once at the start of a process (`backend/adapters.py`).

A source is an adapter, or a function that finds adapters of one family (every address a third
party wants to be told at is an adapter of its own, so that one that is dead slows no other).
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias

from backend.connections.adapter import Adapter

Family: TypeAlias = Callable[[], Awaitable[Iterable[Adapter]]]
_adapters: dict[str, Adapter] = {}
_families: dict[str, Family] = {}


def register(adapter: Adapter) -> None:
    """Makes one partner known, in place of another of the same id."""
    _adapters[adapter.id] = adapter


def register_family(prefix: str, family: Family) -> None:
    """Makes known every adapter whose id begins with `prefix` and a colon."""
    _families[prefix] = family


def forget(adapter_id: str) -> None:
    """Takes one partner out again."""
    _adapters.pop(adapter_id, None)


async def known() -> dict[str, Adapter]:
    """All partners by id, families looked up anew."""
    found = dict(_adapters)
    for family in _families.values():
        found |= {adapter.id: adapter for adapter in await family()}
    return found


async def one(adapter_id: str) -> Adapter | None:
    """A partner by its id."""
    adapter = _adapters.get(adapter_id)
    family = _families.get(adapter_id.partition(":")[0]) if adapter is None else None
    if family is None:
        return adapter
    return next((found for found in await family() if found.id == adapter_id), None)
