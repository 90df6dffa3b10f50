"""Every migration has an id of its own: going back, the library looks for the id alone."""

import re
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).parents[2]
# Released before this was known; neither is ever taken back without the other.
_RELEASED = {"2026-11-23T23:10:00:000000"}


def test_no_two_migrations_share_an_id() -> None:
    ids: Counter[str] = Counter()
    for path in (_ROOT / "backend").rglob("migrations/*.py"):
        ids.update(re.findall(r'^ID = "([^"]+)"', path.read_text(), re.MULTILINE))
    assert ids
    assert {id_ for id_, count in ids.items() if count > 1} - _RELEASED == set()
