"""What heads say about the dossier, what is answered, and why it is late."""

import dataclasses
import uuid
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import directives
from shared.client.base import ApiProblem
from shared.contracts.directives import Directive, ExplainLateness, GiveDirective, SayWhy
from shared.ui.session import api
from shared.ui.words import moment
from shared.vocabulary.directives import LATENESS_CAUSE_LABELS, LatenessCause
from ui_officer.layout import message


@dataclasses.dataclass
class Said:
    """One entry."""

    id: str
    kind: str
    content: str
    by: str
    until: str
    late: bool
    answer: str
    answered: str
    waits: bool
    cause: str
    remedy: str


class Directing(rx.State):
    """Directions, answers and explanations of the dossier in the address."""

    entries: list[Said] = []
    may_give: bool = False
    may_answer: bool = False
    may_explain: bool = False
    writing: str = ""  # "", "give", "explain", or the id of what is answered
    typed: str = ""
    typed_remedy: str = ""
    typed_cause: str = ""
    error: str = ""
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads what was said."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._read()

    async def _read(self) -> None:
        try:
            found = await directives.of_dossier(api(self, "officer"), self.dossier_id)
        except ApiProblem:
            return  # the page of the dossier says what is wrong
        self.entries = [_said(one) for one in found.items]
        self.may_give, self.may_answer = found.may_give, found.may_answer
        self.may_explain = found.may_explain

    @rx.event
    def write(self, what: str):
        """Opens a form."""
        self.writing, self.error, self._key = what, "", uuid.uuid4().hex
        self.typed, self.typed_remedy, self.typed_cause = "", "", ""

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Gives, answers or explains; what was typed stays until it is kept."""
        client, what = api(self, "officer"), self.writing
        self.typed, self.error = str(form.get("said", "")).strip(), ""
        self.typed_remedy = str(form.get("remedy", "")).strip()
        self.typed_cause = str(form.get("cause", ""))
        if len(self.typed) < 10:
            self.error = "Ghi nội dung, ít nhất 10 ký tự."
            return
        if what == "explain" and self.typed_cause not in set(LatenessCause):
            self.error = "Chọn nguyên nhân trễ hạn."
            return
        if what == "explain" and len(self.typed_remedy) < 10:
            self.error = "Ghi cách khắc phục, ít nhất 10 ký tự."
            return
        days = "".join(c for c in str(form.get("days", "")) if c.isdigit())
        try:
            if what == "give":
                kind = "urge" if form.get("kind") == "urge" else "direction"
                data = GiveDirective(kind, self.typed, max(1, min(30, int(days or 2))))
                await directives.give(client, self.dossier_id, data, self._key)
            elif what == "explain":
                said = ExplainLateness(
                    LatenessCause(self.typed_cause), self.typed, self.typed_remedy
                )
                await directives.explain(client, self.dossier_id, said, self._key)
            else:
                await directives.answer(client, what, SayWhy(self.typed))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.writing = ""
        await self._read()


def _said(found: Directive) -> Said:
    return Said(
        id=found.id,
        kind=found.kind_label,
        content=found.content,
        by=f"{found.given_by}, {moment(found.given_at)}",
        until=f"Trả lời trước {moment(found.answer_by)}" if found.answer_by else "",
        late=found.late,
        answer=found.answer,
        answered=f"{found.answered_by}, {moment(found.answered_at)}" if found.answered_at else "",
        waits=found.answered_at is None and found.kind != "lateness",
        cause=found.cause_label,
        remedy=found.remedy,
    )


def _kind_and_days() -> Component:
    return rx.el.div(
        rx.el.div(
            rx.el.label("Loại", html_for="directive-kind"),
            rx.el.select(
                rx.el.option("Chỉ đạo", value="direction"),
                rx.el.option("Đôn đốc", value="urge"),
                id="directive-kind",
                name="kind",
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Trả lời trong (ngày làm việc)", html_for="directive-days"),
            rx.el.input(
                id="directive-days",
                name="days",
                type="text",
                input_mode="numeric",
                default_value="2",
            ),
            class_name="field",
        ),
        class_name="columns",
    )


def _cause() -> Component:
    return rx.el.div(
        rx.el.label("Nguyên nhân", html_for="cause"),
        rx.el.select(
            rx.el.option("Chọn nguyên nhân", value=""),
            *[
                rx.el.option(
                    label.vi, value=cause.value, selected=Directing.typed_cause == cause.value
                )
                for cause, label in LATENESS_CAUSE_LABELS.items()
            ],
            id="cause",
            name="cause",
        ),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.form(
        rx.cond(Directing.error != "", message(Directing.error)),
        rx.cond(Directing.writing == "give", _kind_and_days()),
        rx.cond(Directing.writing == "explain", _cause()),
        rx.el.div(
            rx.el.label(
                rx.match(
                    Directing.writing,
                    ("give", "Nội dung chỉ đạo"),
                    ("explain", "Vì sao trễ hạn"),
                    "Trả lời",
                ),
                html_for="said",
            ),
            rx.el.textarea(id="said", name="said", max_length=2000, default_value=Directing.typed),
            class_name="field",
        ),
        rx.cond(
            Directing.writing == "explain",
            rx.el.div(
                rx.el.label("Cách khắc phục, khi nào xong", html_for="remedy"),
                rx.el.textarea(
                    id="remedy",
                    name="remedy",
                    max_length=2000,
                    default_value=Directing.typed_remedy,
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.button("Gửi", type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=Directing.write(""), class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Directing.send,
        key=Directing.writing,
        class_name="panel",
    )


def _entry(said: Said) -> Component:
    return rx.el.li(
        rx.el.b(said.kind),
        " ",
        rx.el.span(said.by, class_name="muted small"),
        rx.cond(said.cause != "", rx.el.p(rx.el.b("Nguyên nhân: "), said.cause)),
        rx.el.p(said.content),
        rx.cond(said.remedy != "", rx.el.p(rx.el.b("Khắc phục: "), said.remedy)),
        rx.cond(
            said.until != "",
            rx.el.span(
                said.until, class_name=rx.cond(said.late & said.waits, "chip bad", "muted small")
            ),
        ),
        rx.cond(
            said.answer != "",
            rx.el.p(
                rx.el.b("Trả lời: "),
                said.answer,
                rx.el.br(),
                rx.el.span(said.answered, class_name="muted small"),
            ),
        ),
        rx.cond(
            said.waits & Directing.may_answer,
            rx.el.button("Trả lời", on_click=Directing.write(said.id), class_name="link"),
        ),
    )


def _openers() -> Component:
    return rx.el.div(
        rx.cond(
            Directing.may_give,
            rx.el.button(
                "Chỉ đạo, đôn đốc", on_click=Directing.write("give"), class_name="button plain"
            ),
        ),
        rx.cond(
            Directing.may_explain,
            rx.el.button(
                "Giải trình trễ hạn",
                on_click=Directing.write("explain"),
                class_name="button plain",
            ),
        ),
        class_name="acts",
    )


def directing() -> Component:
    """Nothing for who may neither read nor write anything here."""
    something = (Directing.entries.length() > 0) | Directing.may_give | Directing.may_explain
    return rx.cond(
        something,
        rx.el.section(
            rx.el.h2("Chỉ đạo, đôn đốc, giải trình", id="giai-trinh"),
            rx.cond(
                Directing.entries.length() > 0,
                rx.el.ol(rx.foreach(Directing.entries, _entry), class_name="timeline"),
            ),
            rx.cond(Directing.writing != "", _form(), _openers()),
            class_name="card",
        ),
    )
