"""Absence: who stands in for whom, and saying so."""

import dataclasses
import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import delegations, identity
from shared.client.base import ApiProblem
from shared.contracts.delegations import StartDelegation
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_FIELDS = ("from_account_id", "to_account_id", "valid_from", "valid_to", "reason")


@dataclasses.dataclass
class Absence:
    """One row of the list."""

    id: str
    absent: str
    stand_in: str
    time: str
    reason: str
    standing: str
    open: bool


@dataclasses.dataclass
class Officer:
    """One colleague to choose."""

    id: str
    label: str


class Absences(rx.State):
    """The list and the form."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    errors: dict[str, str] = {}
    notice: str = ""
    busy: bool = False
    rows: list[Absence] = []
    people: list[Officer] = []
    typed: dict[str, str] = dict.fromkeys(_FIELDS, "")
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads the list; one's own name is chosen first."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        client = api(self, "officer")
        try:
            self.people = [
                Officer(c.id, f"{c.full_name}, {c.position.lower()}, {c.unit_name}")
                for c in await delegations.colleagues(client)
            ]
            self.typed["from_account_id"] = (await identity.me(client)).id
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
        self._key = uuid.uuid4().hex
        self.loaded = True

    async def _read(self) -> None:
        self.rows = [
            Absence(
                id=d.id,
                absent=d.from_name,
                stand_in=d.to_name,
                time=f"{moment(d.valid_from)} đến {moment(d.valid_to)}",
                reason=d.reason,
                standing="Đang thay" if d.in_force else "Đã kết thúc" if d.ended else "Sắp tới",
                open=not d.ended,
            )
            for d in await delegations.delegations(api(self, "officer"))
        ]

    @rx.event
    async def start(self, form: dict[str, Any]):
        """Says who stands in; what was typed stays until it is kept."""
        if self.busy:
            return
        self.busy, self.error, self.errors, self.notice = True, "", {}, ""
        self.typed = {name: str(form.get(name, "")) for name in _FIELDS}
        yield
        values = dict(self.typed)
        for name in ("valid_from", "valid_to"):
            if values[name]:
                at = datetime.fromisoformat(values[name]).replace(tzinfo=_VIETNAM)
                values[name] = at.isoformat()
        self.busy = False
        try:
            data = msgspec.convert(values, StartDelegation)
            await delegations.start_delegation(api(self, "officer"), data)
            await self._read()
        except msgspec.ValidationError:
            self.errors = {"reason": "Ghi lý do, ít nhất 3 ký tự."}
            self.error = "Một số mục chưa đúng. Vui lòng kiểm tra các mục được nêu."
            return
        except ApiProblem as refused:
            self.error = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.notice = "Đã ghi. Người thay thấy và làm được công việc trong thời gian này."

    @rx.event
    async def end(self, id_: str):
        """Ends an absence now."""
        self.error, self.notice = "", ""
        try:
            await delegations.end_delegation(api(self, "officer"), id_)
            await self._read()
            self.notice = "Đã kết thúc. Quyền thay thế hết hiệu lực ngay."
        except ApiProblem as refused:
            self.error = refused.message


def _field(name: str, label: str, control: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        control,
        rx.cond(
            Absences.errors.contains(name),
            rx.el.p(Absences.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _people(name: str) -> Component:
    return rx.el.select(
        rx.el.option("Chọn", value=""),
        rx.foreach(Absences.people, lambda p: rx.el.option(p.label, value=p.id)),
        id=name,
        name=name,
        default_value=Absences.typed[name],
        key=name + Absences.typed[name],
    )


def _input(name: str, kind: str) -> Component:
    return rx.el.input(id=name, name=name, type=kind, default_value=Absences.typed[name])


def _form() -> Component:
    return rx.el.form(
        rx.el.h2("Ghi vắng mặt"),
        _field("from_account_id", "Người vắng mặt", _people("from_account_id")),
        _field("to_account_id", "Người thay", _people("to_account_id")),
        _field("valid_from", "Từ", _input("valid_from", "datetime-local")),
        _field("valid_to", "Đến", _input("valid_to", "datetime-local")),
        _field("reason", "Lý do", _input("reason", "text")),
        rx.el.button(
            rx.cond(Absences.busy, "Đang ghi …", "Ghi"),
            type="submit",
            class_name="button",
            disabled=Absences.busy,
        ),
        on_submit=Absences.start,
        class_name="card",
    )


def _row(row: Absence) -> Component:
    return rx.el.tr(
        rx.el.td(row.absent),
        rx.el.td(row.stand_in),
        rx.el.td(row.time, rx.el.span(row.reason, class_name="sub")),
        rx.el.td(row.standing),
        rx.el.td(
            rx.cond(
                row.open,
                rx.el.button(
                    "Kết thúc",
                    on_click=Absences.end(row.id),
                    class_name="link",
                    aria_label="Kết thúc vắng mặt của " + row.absent,
                ),
            )
        ),
    )


@rx.page(
    route="/vang-mat",
    title="Vắng mặt, thay thế – Một cửa điện tử",
    on_load=[Person.enter, Absences.load],
)
def absences() -> Component:
    """Absences of one's agency."""
    return shell(
        rx.el.h1("Vắng mặt, thay thế"),
        rx.el.p(
            "Trong thời gian ghi ở đây, người thay làm được việc của người vắng với hồ sơ; lịch "
            "sử hồ sơ ghi rõ “thay …”. Người thay không được chuyển quyền tiếp.",
            class_name="muted",
        ),
        rx.cond(Absences.problem != "", message(Absences.problem)),
        rx.cond(Absences.error != "", message(Absences.error)),
        rx.cond(Absences.notice != "", message(Absences.notice, "good")),
        rx.el.div(
            _form(),
            rx.cond(
                Absences.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Người vắng", scope="col"),
                            rx.el.th("Người thay", scope="col"),
                            rx.el.th("Thời gian, lý do", scope="col"),
                            rx.el.th("Tình trạng", scope="col"),
                            rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                        )
                    ),
                    rx.el.tbody(rx.foreach(Absences.rows, _row)),
                ),
                rx.cond(
                    Absences.loaded,
                    rx.el.p("Chưa ghi lần vắng mặt nào.", class_name="card"),
                    rx.el.p("Đang tải …", class_name="card"),
                ),
            ),
            class_name="split",
        ),
    )
