"""What a due date is made of: a term, the waits that do not count, a date promised anew."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shared.vocabulary.time_units import TIME_UNIT_LABELS, TimeUnit


@dataclass(frozen=True, slots=True)
class Duration:
    """A statutory time limit, e.g. 3 working days; SAME_DAY needs no amount."""

    amount: Decimal
    unit: TimeUnit

    def words(self) -> str:
        """The duration as printed on the receipt."""
        if self.unit is TimeUnit.SAME_DAY:
            return "Trong ngày làm việc"
        number = f"{self.amount.normalize():f}".replace(".", ",")
        return f"{number} {TIME_UNIT_LABELS[self.unit].vi}"


@dataclass(frozen=True, slots=True)
class Term:
    """A whole term counted from a moment."""

    since: datetime
    limit: Duration


@dataclass(frozen=True, slots=True)
class Wait:
    """A stretch that does not count, with its legal ground."""

    since: datetime
    until: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A new date promised with an apology (Điều 19.9)."""

    until: datetime
    reason: str


Step = Term | Wait | Promise


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment, the sentences that explain it, and the step of the law that led to it."""

    at: datetime
    explanation: tuple[str, ...]
    step: Step | None
