"""Who was turned away from what, in the audit trail: once in a while each, so that nobody fills it.

OWASP ASVS V16.3.2; TCVN 14423:2026 §5.8.2.1.
"""

import time
from collections import OrderedDict
from typing import Any
from uuid import UUID

from litestar.types import Scope

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.audit.actions import record
from backend.platform.database import transaction
from backend.platform.problems import REFUSED

SLOT_SECONDS = 900
MOST_IN_A_SLOT = 50  # of one person or program, and of all who are not known together
_MOST_ASKERS = 10_000
# No refusals but the next step of somebody who may.
_NO_REFUSAL = {"step-up-needed", "first-steps"}
_seen: OrderedDict[tuple[UUID | None, int], set[tuple[str, str, str]]] = OrderedDict()


async def note_refusal(scope: Scope) -> None:
    """Writes that a request was forbidden: who, which route, why; never what it carried.

    The same again within a quarter of an hour is not written again.
    """
    why = scope.get("state", {}).get(REFUSED)
    if why is None or why in _NO_REFUSAL:
        return
    actor: Actor | None = scope.get("user")
    program: Partner | None = scope.get("partner")  # type: ignore[assignment]
    who: UUID | None = actor.account_id if actor else program.client_id if program else None
    what = (str(scope.get("method", "")), str(scope.get("path_template", "")), str(why))
    if not _is_first(who, what):
        return
    params: dict[str, Any] = scope.get("path_params", {})
    named = [value for value in params.values() if isinstance(value, UUID)]
    method, route, _ = what
    async with transaction() as connection:
        await record(
            connection,
            actor,
            "access.refused",
            subject_id=named[-1] if named else who,
            detail={"method": method, "route": route, "why": why},
        )


def _is_first(who: UUID | None, what: tuple[str, str, str]) -> bool:
    key = (who, int(time.monotonic()) // SLOT_SECONDS)
    seen = _seen.setdefault(key, set())
    while len(_seen) > _MOST_ASKERS:
        _seen.popitem(last=False)
    if what in seen or len(seen) >= MOST_IN_A_SLOT:
        return False
    seen.add(what)
    return True
