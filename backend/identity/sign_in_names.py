"""The name an account is found by: of officers as it is typed, of citizens never in the clear.

A citizen signs in by their personal number, an organisation by its tax code. What is kept is the
keyed word of the number; the number itself is sealed in `account.personal_id`.
"""

from typing import Any

from backend.platform.sealing import blind, is_number, opened


def stored_name(typed: str) -> str:
    """What `account.username` holds for a name somebody types."""
    name = typed.strip().lower()[:120]
    return blind(name) if is_number(name) else name


def shown_name(row: Any, row_id: str = "id") -> str:
    """The name to show, of a row with kind, username and personal_id."""
    if row["kind"] == "officer":
        return str(row["username"])
    return opened(row, "account.personal_id", row_id=row_id) or str(row["username"])
