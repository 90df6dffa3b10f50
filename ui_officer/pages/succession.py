"""An officer leaves or a unit is dissolved: what is open is looked at, then handed over."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import delegations, identity, organisation, successions
from shared.client.base import ApiProblem
from shared.contracts.successions import OpenWork, StartSuccession, Succession
from shared.ui.elements import wish, wishing
from shared.ui.session import api
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Option:
    """Somebody or some unit to choose; `code` also says which of the two."""

    code: str
    label: str


class Leaving(rx.State):
    """Who leaves, what they hold, who takes it over, how far it is."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    reason_error: str = ""
    successor_error: str = ""
    people: list[Option] = []
    units: list[Option] = []
    chosen: str = ""
    name: str = ""
    facts: list[str] = []
    successor_needed: bool = False
    successors: list[Option] = []
    successor: str = ""
    reason: str = ""
    busy: bool = False
    progress: str = ""
    percent: int = 0
    finished: bool = False
    wish: str = ""
    _run: str = ""

    @rx.event
    async def load(self):
        """People and units of one's agency."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        client = api(self, "officer")
        try:
            me = await identity.me(client)
            self.people = [
                Option(f"officer:{c.id}", f"{c.full_name}, {c.position.lower()}, {c.unit_name}")
                for c in await delegations.colleagues(client)
                if c.id != me.id
            ]
            agencies = dict.fromkeys(role.agency_id for role in me.roles)
            self.units = [
                Option(f"unit:{u.id}", u.name)
                for agency_id in agencies
                for u in await organisation.units(client, agency_id)
                if not u.is_desk
            ]
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def choose(self, code: str):
        """Shows what the officer or the unit would leave behind."""
        self.chosen, self.error, self.name = code, "", ""
        self.reason_error, self.successor_error, self.progress = "", "", ""
        kind, _, id_ = code.partition(":")
        if not id_:
            return
        client = api(self, "officer")
        try:
            work = await (
                successions.open_work_of_officer(client, id_)
                if kind == "officer"
                else successions.open_work_of_unit(client, id_)
            )
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.name, self.facts = work.name, _facts(work)
        self.successor_needed, self.successor = work.successor_needed, ""
        self.successors = [Option(other.id, other.name) for other in work.successors]

    @rx.event
    async def start(self, form: dict[str, Any]):
        """Lets them go; what was typed stays until it is done."""
        if self.busy:
            return
        self.busy, self.error, self.reason_error, self.successor_error = True, "", "", ""
        self.reason = str(form.get("reason", "")).strip()
        self.successor = str(form.get("successor_id", ""))
        yield
        self.busy = False
        kind, _, id_ = self.chosen.partition(":")
        values = {
            "kind": kind, "id": id_, "reason": self.reason, "successor_id": self.successor,
        }  # fmt: skip
        try:
            data = msgspec.convert(values, StartSuccession)
            run = await successions.start(api(self, "officer"), data)
        except msgspec.ValidationError:
            self.reason_error = "Ghi lý do và số quyết định, ít nhất 10 ký tự."
            self.wish = wish("focus", "reason")
            return
        except ApiProblem as refused:
            self.error = refused.message
            if any(e.pointer == "/successor_id" for e in refused.errors):
                self.successor_error = "Chọn nơi nhận bàn giao."
                self.wish = wish("focus", "successor_id")
            return
        self._run = run.id
        self._tell(run)

    @rx.event
    async def check(self, _moment: str):
        """How far the queue is."""
        if not self._run or self.finished:
            return
        try:
            self._tell(await successions.progress(api(self, "officer"), self._run))
        except ApiProblem as refused:
            self.error = refused.message

    def _tell(self, run: Succession) -> None:
        self.finished, self.percent = run.finished_at is not None, run.percent
        to = f" cho {run.successor_name}" if run.successor_name else ""
        self.progress = (
            f"Đã xong. {run.leaver_name} bàn giao {run.moved} hồ sơ{to}."
            if self.finished
            else f"Đang bàn giao {run.moved}/{run.total} hồ sơ{to} …"
        )
        if self.finished:
            self.chosen, self.name, self.reason = "", "", ""


def _facts(work: OpenWork) -> list[str]:
    counted = (
        (work.dossiers, "hồ sơ đang mở"),
        (work.officers, "cán bộ"),
        (work.procedures, "thủ tục được giao giải quyết"),
        (work.directives, "ý kiến chỉ đạo chờ trả lời"),
    )
    return [f"{count} {words}" for count, words in counted if count] + [
        f"Vai trò {role}: không ai khác nơi này giữ" for role in work.roles
    ]


def _choice() -> Component:
    return rx.el.div(
        rx.el.label("Ai thôi việc, hoặc phòng nào giải thể", html_for="leaver"),
        rx.el.select(
            rx.el.option("Chọn", value=""),
            rx.el.optgroup(
                rx.foreach(Leaving.people, lambda p: rx.el.option(p.label, value=p.code)),
                label="Cán bộ",
            ),
            rx.el.optgroup(
                rx.foreach(Leaving.units, lambda u: rx.el.option(u.label, value=u.code)),
                label="Phòng, ban",
            ),
            id="leaver",
            value=Leaving.chosen,
            on_change=Leaving.choose,
        ),
        class_name="field",
    )


def _hand_over() -> Component:
    return rx.el.form(
        rx.el.h2(Leaving.name),
        rx.cond(
            Leaving.facts.length() > 0,
            rx.fragment(
                rx.el.p("Để lại:"),
                rx.el.ul(rx.foreach(Leaving.facts, rx.el.li)),
            ),
            rx.el.p("Không còn việc nào đang mở; có thể kết thúc ngay."),
        ),
        rx.cond(
            Leaving.successor_needed,
            rx.el.div(
                rx.el.label("Bàn giao cho", html_for="successor_id"),
                rx.el.select(
                    rx.el.option("Chọn", value=""),
                    rx.foreach(Leaving.successors, lambda s: rx.el.option(s.label, value=s.code)),
                    id="successor_id",
                    name="successor_id",
                    default_value=Leaving.successor,
                    key=Leaving.chosen,
                    aria_invalid=(Leaving.successor_error != "").to_string(),
                ),
                rx.cond(
                    Leaving.successor_error != "",
                    rx.el.p(Leaving.successor_error, class_name="error", role="alert"),
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.label("Lý do, số quyết định", html_for="reason"),
            rx.el.input(
                id="reason",
                name="reason",
                type="text",
                max_length=500,
                auto_complete="off",
                default_value=Leaving.reason,
                aria_invalid=(Leaving.reason_error != "").to_string(),
            ),
            rx.cond(
                Leaving.reason_error != "",
                rx.el.p(Leaving.reason_error, class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.p(
            "Tài khoản của người thôi việc bị khóa ngay và mọi phiên đăng nhập kết thúc. Từng hồ "
            "sơ được bàn giao có ghi trong lịch sử; hạn trả không đổi.",
            class_name="note warn",
        ),
        rx.el.button(
            rx.cond(Leaving.busy, "Đang làm …", "Kết thúc và bàn giao"),
            type="submit",
            class_name="button",
            disabled=Leaving.busy,
        ),
        on_submit=Leaving.start,
        class_name="panel",
    )


@rx.page(
    route="/ban-giao",
    title="Thôi việc, giải thể – Một cửa điện tử",
    on_load=[Person.enter, Leaving.load],
)
def leaving() -> Component:
    """The page."""
    return shell(
        wishing(Leaving.wish),
        rx.el.h1("Thôi việc, giải thể phòng"),
        rx.el.p(
            "Khi một cán bộ thôi việc hay một phòng giải thể, mọi hồ sơ đang mở phải có người "
            "nhận. Vắng mặt có ngày về thì ghi ở ",
            rx.el.a("Vắng mặt, thay thế", href="/vang-mat/"),
            ".",
            class_name="muted",
        ),
        rx.cond(Leaving.problem != "", message(Leaving.problem)),
        rx.cond(Leaving.error != "", message(Leaving.error)),
        rx.el.div(
            rx.cond(
                Leaving.progress != "",
                rx.el.div(
                    Leaving.progress,
                    " ",
                    rx.el.progress(value=Leaving.percent, max=100, aria_label="Tiến độ"),
                    class_name=rx.cond(Leaving.finished, "note good", "note"),
                ),
            ),
            role="status",
        ),
        _choice(),
        rx.cond(Leaving.name != "", _hand_over()),
        rx.moment(
            interval=1500,
            on_change=Leaving.check,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
    )
