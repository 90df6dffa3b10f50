"""What every partner looks like from inside: one adapter, whatever the partner speaks.

A room that talks to a partner writes an `Adapter` and puts messages into the queue
(`queueing.enqueue`); order, repeats, pauses, circuits and dead letters are here, once for all.
"""

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, runtime_checkable
from uuid import UUID

import msgspec


class Unreachable(Exception):
    """Nothing is known to have arrived; it is tried again after a pause that grows.

    `after` is what the partner itself asked for, in seconds, or None.
    """

    def __init__(self, words: str = "", after: float | None = None) -> None:
        super().__init__(words)
        self.after = after


class Refused(Exception):
    """The partner's answer is no; the message becomes a dead letter with the partner's words."""

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(f"{code} {words}".strip())


class Unmapped(Exception):
    """The partner has no code for one of ours; nothing is sent until somebody has given it."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind, self.code = kind, code


class Maybe(Exception):
    """It went out and no answer came; it must not go out again by itself."""


class Delivery(msgspec.Struct, frozen=True):
    """One message as its adapter gets it.

    `id` is the same at every try, so that a partner can drop a repeat; `attempt` counts from 1.
    """

    id: UUID
    adapter_id: str
    subject_id: UUID
    kind: str
    key: str
    payload: dict[str, Any]
    attempt: int
    created_at: datetime


class Sent(msgspec.Struct, frozen=True):
    """The partner took it; `reference` is the partner's own name for it, if it gave one."""

    reference: str = ""


class Health(msgspec.Struct, frozen=True):
    """How a partner is, asked now; `words` say in Vietnamese what is wrong."""

    ok: bool
    words: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an adapter is told from outside. A field named in `secret` is never shown."""

    secret: ClassVar[frozenset[str]] = frozenset()
    url: str = ""

    def shown(self) -> dict[str, str]:
        """Every field for an operator's eyes; of a secret only whether it is set."""
        said = {True: "••••••", False: ""}
        return {
            name: said[bool(getattr(self, name))]
            if name in self.secret
            else str(getattr(self, name))
            for name in self.__struct_fields__
        }


class Adapter(ABC):
    """One partner.

    `id` names it for good ("national", "post", "sms", "webhook:<id>"); `name` is Vietnamese.
    """

    id: str
    name: str
    name_en: str = ""
    format_version: str = "1"
    settings: Settings = Settings()
    # A repeat with the same id does no harm there. Where it would (a text message, a charge),
    # what may have arrived is never sent again by itself.
    repeatable: bool = True
    concurrency: int = 4
    timeout: float = 10.0  # seconds one try may take

    @abstractmethod
    async def send(self, delivery: Delivery) -> Sent:
        """Raises Unreachable, Refused, Unmapped, Maybe."""

    async def check(self) -> Health:
        """Asks the partner how it is, without changing anything there."""
        return Health(True)


@runtime_checkable
class Keyed(Protocol):
    """An adapter whose key to the partner ends and is renewed by us."""

    async def key_trouble(self) -> str:
        """Why the key could not be renewed, for an operator who must do something, or nothing."""


class Difference(msgspec.Struct, frozen=True):
    """Something on which a partner and we do not agree, by the name both have for it.

    `ours` or `theirs` is empty where that side does not have it.
    """

    reference: str
    ours: str
    theirs: str
    subject_id: UUID | None = None


@runtime_checkable
class Reconciling(Protocol):
    """An adapter whose partner can be asked what it has, so that both sides can be compared."""

    async def ours(self, day: date) -> dict[str, str]:
        """What we believe the partner has of a day: a word for its state, by reference."""

    async def theirs(self, day: date) -> dict[str, str]:
        """What the partner says it has. Raises Unreachable, Refused."""
