"""What a partner of the sandbox sends to us under each fault."""

import pytest

from backend.sandbox.faults import Fault, Faults


async def _leaving(faults: Faults, *messages: str) -> list[str]:
    found = []
    for message in messages:
        async for each in faults.outgoing(message, lambda m: m + " forged"):
            found.append(each)
    return found


@pytest.mark.parametrize(
    ("kind", "leaving"),
    [
        (Fault.NONE, ["one", "two"]),
        (Fault.DUPLICATE, ["one", "one", "two", "two"]),
        (Fault.OUT_OF_ORDER, ["two", "one"]),
        (Fault.WRONG_SIGNATURE, ["one forged", "two forged"]),
        (Fault.ERROR, []),
        (Fault.GONE, []),
        (Fault.SLOW, ["one", "two"]),
    ],
)
async def test_each_fault_changes_what_leaves(kind: Fault, leaving: list[str]) -> None:
    faults = Faults()
    faults.slow_seconds = 0
    faults.switch(kind)
    assert await _leaving(faults, "one", "two") == leaving


async def test_a_fault_ends_by_itself() -> None:
    faults = Faults()
    faults.switch(Fault.GONE, 0)
    assert faults.kind is Fault.NONE
