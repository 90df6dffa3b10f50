"""The line at a desk: kinds of work, numbers, calls, the counter's console."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Named

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
AnyPriority = Literal["none", "elderly", "pregnant", "disabled", "merit"]
CounterNumber = Annotated[int, Meta(ge=1, le=99)]


class KindNow(Struct, frozen=True):
    """A kind of work and its line now: people waiting, minutes somebody new would wait."""

    key: str
    letter: str
    name: str
    waiting: int
    minutes: int
    by_phone: bool
    can_book: bool


class DeskNow(Struct, frozen=True):
    """A desk and its lines; `closed_because` says in words why no number is given now."""

    agency: Named
    is_open: bool
    closed_because: str
    hours: str
    kinds: list[KindNow]


class DeskRow(Struct, frozen=True):
    """A desk where numbers are given."""

    agency: Named
    address: str


class Call(Struct, frozen=True):
    """A number called to a counter; `id` is new for each call and recall, `speech` is for ears."""

    id: str
    number: str
    counter: int
    text: str
    speech: str
    called_at: str


class CallScreen(Struct, frozen=True):
    """What the screen in the hall shows: the newest calls first, and how many wait."""

    agency: Named
    at: str
    waiting: int
    calls: list[Call]


class TakeNumber(Struct, forbid_unknown_fields=True, frozen=True):
    """A number for today, by phone."""

    agency_id: Annotated[str, Meta(max_length=40)]
    kind: Key
    priority: AnyPriority = "none"
    procedure_code: Annotated[str, Meta(max_length=40)] = ""
    dossier_id: Annotated[str, Meta(max_length=40)] = ""


class TakeHere(Struct, forbid_unknown_fields=True, frozen=True):
    """A number for somebody who stands at the kiosk or the desk."""

    kind: Key
    priority: AnyPriority = "none"


class Ticket(Struct, frozen=True):
    """A number, without a word about the person: `before` people come first, in `minutes`.

    `counter` is 0 until it is called; `call_text` is what the screen says then.
    """

    id: str
    agency: Named
    number: str
    kind_name: str
    day: str
    taken_at: str
    state: str
    state_label: str
    before: int
    minutes: int
    counter: int
    call_text: str


class ConsoleTicket(Struct, frozen=True):
    """A number as the counter sees it; `claims` are to be shown by a paper."""

    id: str
    number: str
    kind: str
    kind_name: str
    priority: str
    claims: str
    origin_label: str
    waited_minutes: int
    appointment: str
    procedure_code: str
    dossier_id: str
    note: str


class CounterNow(Struct, frozen=True):
    """A counter, who sits there and whom they serve."""

    number: int
    name: str
    kinds: list[str]
    officer: str
    serving: str
    mine: bool


class Console(Struct, frozen=True):
    """A counter's screen; `counter` is 0 for an officer who sits nowhere."""

    agency: Named
    is_open: bool
    closed_because: str
    counter: int
    counters: list[CounterNow]
    current: ConsoleTicket | None
    waiting: list[ConsoleTicket]
    missed: list[ConsoleTicket]
    kinds: list[KindNow]
    served_today: int
    can_keep: bool


class SitDown(Struct, forbid_unknown_fields=True, frozen=True):
    """Which counter."""

    counter: CounterNumber


class CallNext(Struct, forbid_unknown_fields=True, frozen=True):
    """The number that is being served, as the caller sees it; empty for none.

    Pressing twice then calls once.
    """

    current: Annotated[str, Meta(max_length=40)] = ""


class TransferTicket(Struct, forbid_unknown_fields=True, frozen=True):
    """To another kind of work, or (with a number) to one counter alone."""

    kind: Key
    counter: Annotated[int, Meta(ge=0, le=99)] = 0
    note: Annotated[str, Meta(max_length=200)] = ""


class SetPriority(Struct, forbid_unknown_fields=True, frozen=True):
    """The priority as the papers show it."""

    priority: AnyPriority
