"""Lấy số: the lines of a desk, a number for today by phone, and where mine stand."""

import uuid
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.contracts.reception import TakeNumber
from shared.ui.elements import native_form
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.desk.addresses import address_of, kept_in_address, sign_in_for
from ui_citizen.pages.desk.shapes import PRIORITIES, Choice, Kind, Number, kinds_of, number_of


class Numbers(rx.State):
    """A desk as the address names it, and my numbers of today."""

    loaded: bool = False
    signed_in: bool = False
    desks: list[Choice] = []
    chosen: str = ""
    agency: str = ""
    is_open: bool = False
    closed_because: str = ""
    hours: str = ""
    kinds: list[Kind] = []
    mine: list[Number] = []
    kept: list[Choice] = []
    sign_in: str = ""
    another_day: str = ""
    problem: str = ""
    notice: str = ""
    busy: bool = False
    _procedure: str = ""
    _dossier: str = ""
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads the desk of the address and my numbers."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self._key = uuid.uuid4().hex
        self._procedure, self._dossier = query(self, "thu_tuc")[:40], query(self, "ho_so")[:40]
        about = {"thu_tuc": self._procedure, "ho_so": self._dossier}
        self.kept = kept_in_address(about)
        try:
            found = await reception.desks(api(self, "citizen"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.desks = [Choice(d.agency.id, d.agency.name, d.address) for d in found]
        wanted = query(self, "quay")
        if wanted in {d.value for d in self.desks}:
            self.chosen = wanted
        elif len(self.desks) == 1:
            self.chosen = self.desks[0].value
        self.sign_in = sign_in_for("/lay-so/", about | {"quay": self.chosen})
        self.another_day = address_of("/dat-lich/", about | {"quay": self.chosen})
        await self._read()
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """Where things stand now."""
        if self.chosen or self.mine:
            await self._read()

    @rx.event
    async def take(self, form: dict[str, Any]):
        """Takes a number."""
        kind = str(form.get("kind", ""))
        if not kind:
            self.problem = "Hãy chọn loại việc."
            return
        if self.busy:
            return
        self.busy, self.problem, self.notice = True, "", ""
        yield
        self.busy = False
        data = TakeNumber(
            self.chosen,
            kind,
            str(form.get("priority", "none")),
            self._procedure,
            self._dossier,  # type: ignore[arg-type]
        )
        try:
            got = await reception.take(api(self, "citizen"), data, self._key)
        except ApiProblem as refused:
            self._key = uuid.uuid4().hex
            self.problem = refused.message
            if refused.status == 401:
                self.signed_in = False
            return
        self._key = uuid.uuid4().hex
        self.notice = f"Số của bạn là {got.number}."
        await self._read()

    @rx.event
    async def give_back(self, ticket_id: str):
        """I no longer come."""
        self.problem, self.notice = "", ""
        try:
            await reception.give_back(api(self, "citizen"), ticket_id)
        except ApiProblem as refused:
            self.problem = refused.message
        await self._read()

    async def _read(self) -> None:
        if self.chosen:
            try:
                now = await reception.lines(api(self, "citizen"), self.chosen)
            except ApiProblem as refused:
                self.problem = refused.message
            else:
                self.agency, self.is_open = now.agency.name, now.is_open
                self.closed_because, self.hours = now.closed_because, now.hours
                self.kinds = kinds_of(now)
        try:
            tickets = await reception.my_numbers(api(self, "citizen"))
        except ApiProblem as refused:
            self.signed_in = refused.status not in (401, 403)
            return
        self.signed_in = True
        self.mine = [number_of(one) for one in tickets]


def number_card(one: rx.Var[Number] | Number, *more: Component) -> Component:
    """A number, large, and where it stands."""
    return rx.el.article(
        rx.el.p(rx.el.span(one.state, class_name="tag " + one.tone)),
        rx.el.p(one.number, class_name="number"),
        rx.el.p(rx.el.b(one.kind)),
        rx.el.p(one.agency, class_name="muted small"),
        rx.cond(one.place != "", rx.el.p(one.place, role="status")),
        *more,
        class_name=rx.cond(one.called, "card ticket called", "card ticket"),
    )


def _mine(one: rx.Var[Number]) -> Component:
    return number_card(
        one,
        rx.cond(
            one.waiting,
            rx.el.button(
                "Hủy số này",
                on_click=Numbers.give_back(one.id),
                class_name="link",
                aria_label="Hủy số " + one.number,
            ),
        ),
    )


def _kind(one: rx.Var[Kind]) -> Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="kind", value=one.key, disabled=~one.by_phone | ~Numbers.is_open
        ),
        rx.el.span(
            rx.el.b(one.name),
            rx.el.span(
                rx.cond(one.by_phone, one.line, one.line + ". Chỉ lấy số tại chỗ."),
                class_name="line muted small",
            ),
        ),
        class_name="choice",
    )


def _desk() -> Component:
    return rx.el.section(
        rx.el.h2(Numbers.agency),
        rx.cond(
            Numbers.is_open,
            rx.el.p("Giờ làm việc hôm nay: " + Numbers.hours, class_name="muted small"),
            message(Numbers.closed_because, "warn"),
        ),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend("Bạn đến làm việc gì?"),
                rx.foreach(Numbers.kinds, _kind),
                class_name="question",
            ),
            rx.cond(
                Numbers.signed_in,
                rx.fragment(
                    rx.el.div(
                        rx.el.label("Thuộc diện ưu tiên", html_for="priority"),
                        rx.el.p(
                            "Nếu chọn, vui lòng mang giấy tờ chứng minh để cán bộ xem tại quầy.",
                            class_name="help",
                        ),
                        rx.el.select(
                            *[rx.el.option(p.label, value=p.value) for p in PRIORITIES],
                            id="priority",
                            name="priority",
                        ),
                        class_name="field",
                    ),
                    rx.el.button(
                        rx.cond(Numbers.busy, "Đang lấy số …", "Lấy số"),
                        type="submit",
                        class_name="button wide",
                        disabled=Numbers.busy | ~Numbers.is_open,
                    ),
                ),
                rx.el.a(
                    "Đăng nhập để lấy số",
                    href=Numbers.sign_in,
                    class_name="button wide",
                ),
            ),
            on_submit=Numbers.take,
        ),
        rx.el.p(
            rx.el.a("Đặt lịch hẹn vào ngày khác", href=Numbers.another_day),
            " · ",
            rx.el.a("Xem màn hình gọi số", href="/goi-so/" + Numbers.chosen),
            style={"marginTop": "1rem"},
        ),
        class_name="card",
    )


def desk_chooser(
    desks: rx.Var[list[Choice]], chosen: rx.Var[str], action: str, kept: rx.Var[list[Choice]]
) -> Component:
    """Which desk, by the address of the page; what else the address says is kept."""
    return native_form(
        rx.foreach(
            kept,
            lambda one: rx.el.input(type="hidden", name=one.label, value=one.value, read_only=True),
        ),
        rx.el.label("Bộ phận Một cửa", html_for="quay"),
        rx.el.div(
            rx.el.select(
                rx.el.option("Chọn nơi bạn sẽ đến", value=""),
                rx.foreach(
                    desks,
                    lambda d: rx.el.option(d.label, value=d.value, selected=chosen == d.value),
                ),
                id="quay",
                name="quay",
            ),
            rx.el.button("Xem", type="submit", class_name="button"),
            class_name="search",
        ),
        action=action,
        method="get",
        class_name="field",
    )


@rx.page(route="/lay-so", title="Lấy số thứ tự – Cổng Dịch vụ công", on_load=Numbers.load)
def taking() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Lấy số thứ tự hôm nay"),
        rx.cond(
            Numbers.loaded,
            rx.fragment(
                ready(),
                rx.cond(Numbers.problem != "", message(Numbers.problem)),
                rx.cond(Numbers.notice != "", message(Numbers.notice, "good")),
                rx.foreach(Numbers.mine, _mine),
                rx.cond(
                    Numbers.desks.length() > 0,
                    desk_chooser(Numbers.desks, Numbers.chosen, "/lay-so/", Numbers.kept),
                    rx.el.p(
                        "Chưa có Bộ phận Một cửa nào dùng lấy số. Mời bạn đến trực tiếp quầy.",
                        class_name="card",
                    ),
                ),
                rx.cond((Numbers.chosen != "") & (Numbers.agency != ""), _desk()),
                rx.cond(
                    Numbers.chosen != "",
                    rx.moment(
                        interval=10000,
                        on_change=Numbers.check,
                        class_name="sr",
                        custom_attrs={"aria-hidden": "true"},
                    ),
                ),
            ),
            waiting(),
        ),
    )
