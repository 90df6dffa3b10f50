"""A number at the kiosk: choose the work, say whether the law protects you, take the paper."""

import uuid

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.contracts.appointments import Arrive
from shared.contracts.reception import TakeHere
from shared.ui.session import kiosk_api
from shared.ui.slip import print_again
from shared.ui.slip import slip as paper
from ui_citizen.pages.desk.shapes import PRIORITIES, Kind, Number, kinds_of, number_of
from ui_citizen.pages.kiosk.frame import KioskPlace, kiosk_shell, trouble

_EMPTY = Number("", "", "", "", "", "", "", "", False, False, "", "")


class KioskNumber(rx.State):
    """What is chosen, and the number given."""

    loaded: bool = False
    is_open: bool = False
    closed_because: str = ""
    kinds: list[Kind] = []
    kind: str = ""
    kind_name: str = ""
    given: Number = _EMPTY
    problem: str = ""
    busy: bool = False
    _key: str = ""

    @rx.event
    async def load(self):
        """Forgets whoever was here before and reads the lines."""
        self.reset()
        self._key = uuid.uuid4().hex
        try:
            now = await reception.kiosk_lines(kiosk_api(self))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.is_open, self.closed_because = now.is_open, now.closed_because
        self.kinds = kinds_of(now)
        self.loaded = True

    @rx.event
    async def choose(self, key: str, name: str):
        """The work."""
        self.kind, self.kind_name, self.problem = key, name, ""

    @rx.event
    async def take(self, priority: str):
        """Takes the number."""
        if self.busy:
            return
        self.busy, self.problem = True, ""
        yield
        self.busy = False
        try:
            ticket = await reception.take_at_kiosk(
                kiosk_api(self),
                TakeHere(self.kind, priority),
                self._key,  # type: ignore[arg-type]
            )
        except ApiProblem as refused:
            self._key, self.problem = uuid.uuid4().hex, refused.message
            return
        self.given = number_of(ticket)

    @rx.event
    async def arrive(self, form: dict[str, str]):
        """The code of an appointment."""
        code = "".join(c for c in form.get("code", "") if c.isdigit())
        if len(code) != 6:
            self.problem = "Mã lịch hẹn gồm 6 chữ số, có trong tin báo lịch hẹn."
            return
        if self.busy:
            return
        self.busy, self.problem = True, ""
        yield
        self.busy = False
        try:
            self.given = number_of(await reception.arrive_at_kiosk(kiosk_api(self), Arrive(code)))
        except ApiProblem as refused:
            self.problem = refused.message


def slip(given: rx.Var[Number]) -> Component:
    """The paper, and what to do now."""
    return rx.el.section(
        paper(given),
        rx.el.p("Mời quý vị lấy phiếu và chờ trước màn hình gọi số.", role="status"),
        print_again("big"),
        rx.el.a(rx.el.b("Xong"), href="/kiosk/", class_name="big"),
    )


def _kind(one: rx.Var[Kind]) -> Component:
    return rx.el.button(
        rx.el.b(one.name),
        rx.el.span(one.line),
        type="button",
        class_name="big",
        on_click=KioskNumber.choose(one.key, one.name),
    )


def _priorities() -> Component:
    return rx.fragment(
        rx.el.h2(KioskNumber.kind_name),
        rx.el.p("Quý vị có thuộc diện được ưu tiên không? Cán bộ sẽ xem giấy tờ tại quầy."),
        rx.el.div(
            *[
                rx.el.button(
                    rx.el.b(p.label),
                    type="button",
                    class_name="big",
                    on_click=KioskNumber.take(p.value),
                    disabled=KioskNumber.busy,
                )
                for p in PRIORITIES
            ],
            class_name="bigs",
        ),
    )


@rx.page(
    route="/kiosk/lay-so",
    title="Lấy số – Ki-ốt Một cửa",
    on_load=[KioskPlace.enter, KioskNumber.load],
)
def kiosk_number() -> Component:
    """The page."""
    state = KioskNumber
    return kiosk_shell(
        "Lấy số thứ tự",
        trouble(state.problem),
        rx.cond(
            state.given.id != "",
            slip(state.given),
            rx.cond(
                state.loaded & ~state.is_open,
                rx.el.p(state.closed_because, class_name="note warn"),
                rx.cond(
                    state.kind != "",
                    _priorities(),
                    rx.el.div(rx.foreach(state.kinds, _kind), class_name="bigs"),
                ),
            ),
        ),
    )


@rx.page(
    route="/kiosk/den-hen",
    title="Tôi có lịch hẹn – Ki-ốt Một cửa",
    on_load=[KioskPlace.enter, KioskNumber.load],
)
def kiosk_arrival() -> Component:
    """The page."""
    state = KioskNumber
    return kiosk_shell(
        "Tôi có lịch hẹn",
        trouble(state.problem),
        rx.cond(
            state.given.id != "",
            slip(state.given),
            rx.el.form(
                rx.el.label("Mã lịch hẹn, 6 chữ số", html_for="code"),
                rx.el.input(
                    id="code", name="code", type="text", input_mode="numeric", max_length=6,
                    auto_complete="off",
                ),
                keypad("code"),
                rx.el.button(
                    "Lấy số", type="submit", class_name="button", disabled=state.busy
                ),
                on_submit=state.arrive,
                class_name="kiosk-form",
            ),
        ),
    )  # fmt: skip


def keypad(target: str, extra: str = "") -> Component:
    """Keys on the screen, for a kiosk without a keyboard; `kiosk.js` types them."""
    keys = [*"123456789", "Xóa", "0", "←"]
    return rx.el.div(
        *[
            rx.el.button(
                key,
                type="button",
                custom_attrs={"data-key": key, "data-into": target},
                aria_label={"←": "Xóa một ký tự", "Xóa": "Xóa hết"}.get(key, key),
            )
            for key in [*keys, *extra]
        ],
        class_name="keypad" + (" letters" if extra else ""),
    )
