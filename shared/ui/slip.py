"""The paper of a number, 80 mm wide: `slip.js` prints it as it appears, again by a button."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.contracts.reception import Ticket
from shared.ui.words import moment


@dataclasses.dataclass
class Slip:
    """What stands on it."""

    id: str
    number: str
    kind: str
    agency: str
    place: str
    taken: str
    code: str


EMPTY = Slip("", "", "", "", "", "", "")


def slip_of(ticket: Ticket) -> Slip:
    """The paper of a number that waits."""
    return Slip(
        ticket.id,
        ticket.number,
        ticket.kind_name,
        ticket.agency.name,
        place_in_line(ticket),
        moment(ticket.taken_at),
        code_of(ticket),
    )


def code_of(ticket: Ticket) -> str:
    """The picture that leads a telephone to the number."""
    return f"/api/v1/queue-tickets/{ticket.id}/code"


def place_in_line(ticket: Ticket) -> str:
    """How many come before somebody who waits."""
    wait = wait_words(ticket.minutes)
    if not ticket.before:
        return "Bạn là người kế tiếp."
    return f"Còn {ticket.before} người trước bạn, ước tính {wait}."


def wait_words(minutes: int) -> str:
    """How long, as people say it."""
    if minutes == 0:
        return "gọi ngay"
    if minutes < 60:
        return f"chờ {minutes} phút"
    hours, rest = divmod(minutes, 60)
    return f"chờ {hours} giờ {rest} phút" if rest else f"chờ {hours} giờ"


def slip(given: Any) -> Component:
    """The paper, large on the screen; `given` has the fields of a slip."""
    return rx.el.div(
        rx.el.p(given.agency),
        rx.el.p(given.number, class_name="now"),
        rx.el.p(rx.el.b(given.kind)),
        rx.el.p(given.place),
        rx.el.p(given.taken, class_name="small"),
        rx.el.img(src=given.code, alt="Mã QR để theo dõi số bằng điện thoại", width="180"),
        rx.el.p("Quét mã để theo dõi số bằng điện thoại.", class_name="small"),
        class_name="slip",
        custom_attrs={"data-print": given.id},
    )


def print_again(looks: str) -> Component:
    """The button that prints it again."""
    return rx.el.button(rx.el.b("In lại phiếu"), type="button", class_name=looks, id="in-lai")


def slip_script() -> Component:
    """What prints it."""
    return rx.script(src="/slip.js")
