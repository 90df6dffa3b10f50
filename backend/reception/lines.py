"""The lines of a desk at one moment: who comes before whom, and for how long. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.reception.rules import line, minutes_to_wait
from shared.contracts.desk_setup import DeskSetup


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits; `only_counter` when they were sent to one counter alone."""

    id: UUID
    kind: str
    taken_at: datetime
    favoured_from: datetime | None
    only_counter: int | None
    account_id: UUID | None
    told: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Everybody who waits, the seconds that one of each kind takes, and the counters in use."""

    setup: DeskSetup
    now: datetime
    waiting: list[Waiting]
    paces: dict[str, float]
    sitting: frozenset[int]

    def waiting_for(self, kind: str) -> int:
        """How many wait for a kind of work."""
        return sum(one.kind == kind for one in self.waiting)

    def waiting_at(self, counter: int) -> int:
        """How many may be called to a counter."""
        kinds = next((c.kinds for c in self.setup.counters if c.number == counter), [])
        return sum(
            one.only_counter == counter or (one.only_counter is None and one.kind in kinds)
            for one in self.waiting
        )

    def order(self, kind: str, only_counter: int | None = None) -> list[Waiting]:
        """Everybody who shares counters with a kind of work, as they will be called."""
        counters = self._counters(kind, only_counter)
        kinds = {key for c in self.setup.counters if c.number in counters for key in c.kinds}
        kinds.add(kind)
        shared = [
            one
            for one in self.waiting
            if one.kind in kinds and (one.only_counter is None or one.only_counter in counters)
        ]
        return line(shared, self.now, 0, self.setup.most_in_a_row)

    def before(self, ticket_id: UUID, kind: str, only_counter: int | None) -> list[Waiting]:
        """Those who will be called before a number."""
        found: list[Waiting] = []
        for one in self.order(kind, only_counter):
            if one.id == ticket_id:
                break
            found.append(one)
        return found

    def minutes(self, kind: str, before: list[Waiting], only_counter: int | None = None) -> int:
        """How long those before will take."""
        counters = self._counters(kind, only_counter)
        open_ = len(counters & self.sitting) or len(counters)
        return minutes_to_wait(sum(self.paces[one.kind] for one in before), open_)

    def minutes_for_new(self, kind: str) -> int:
        """How long somebody without priority would wait who came now."""
        return self.minutes(kind, self.order(kind))

    def near(self, before: int) -> list[Waiting]:
        """Those who have not been told yet and have at most so many before them."""
        found: dict[UUID, Waiting] = {}
        for kind, only in {(one.kind, one.only_counter) for one in self.waiting}:
            for one in self.order(kind, only)[: before + 1]:
                if (one.kind, one.only_counter) == (kind, only) and not one.told:
                    found[one.id] = one
        return list(found.values())

    def _counters(self, kind: str, only_counter: int | None) -> frozenset[int]:
        if only_counter is not None:
            return frozenset({only_counter})
        return frozenset(c.number for c in self.setup.counters if kind in c.kinds)
