"""The electronic form at the desk: one page, like the paper it is keyed in from.

What stands above about the person is not asked again. A question that the answers rule out stays
empty; the API says what is still missing.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.ui.field_views import field_view
from shared.ui.fields import Field, Tick, as_typed, fields_of, is_empty, typed
from shared.ui.places import Places
from shared.ui.session import api

# Facts a question may be filled with, and the field of the desk's own form that holds each.
FROM_ABOVE = {
    "full_name": "applicant_name",
    "personal_id": "applicant_personal_id",
    "phone": "applicant_phone",
    "email": "applicant_email",
    "address": "applicant_address",
}


class Declaring(Places, rx.State, mixin=True):
    """Part of the desk's form: the declaration, while it is open."""

    declared: list[Field] = []
    repeated: list[Tick] = []
    declaring: bool = False
    declaring_problem: str = ""
    card: dict[str, str] = {}
    _questions: list[Question] = []
    _entries: dict[str, int] = {}
    _face: str = "officer"

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.declared = [change(f) for f in self.declared]

    @rx.event
    async def open_declaration(self):
        """The questions of the chosen procedure, filled in from the card."""
        self.declaring_problem = ""
        try:
            found = await catalogue.form(api(self, "officer"), self.chosen.code)
            self._questions = [q for q in found.questions if q.computed is None]
            self._entries = {q.key: 1 for q in self._questions if q.kind == "group"}
            self._draw()
            await self._read_places(self.declared)
        except ApiProblem as refused:
            self.declaring_problem = refused.message
            return
        self.declaring = True
        first = next((f.id for f in self.declared if f.kind not in ("choice", "choices")), "")
        self._focus(first or "close-declaration")

    @rx.event
    def close_declaration(self):
        """The papers alone are taken in."""
        self._forget_declaration()
        self._focus("open-declaration")

    def _forget_declaration(self) -> None:
        self.declaring, self.declared, self.repeated = False, [], []
        self._questions, self._entries, self.declaring_problem = [], {}, ""

    @rx.event
    async def one_more(self, key: str):
        """Room for one more entry of a group."""
        self._entries = self._entries | {key: self._entries[key] + 1}
        before = {f.id: f for f in self.declared}
        self._draw()
        self.declared = [before.get(f.id, f) for f in self.declared]
        await self._read_places([f for f in self.declared if f.id not in before])

    def _draw(self) -> None:
        by_key = {q.key: q for q in self._questions}
        self.declared = [
            found if q.show_if is None else _only_if(found, q, by_key)
            for q in self._questions
            if q.prefill not in FROM_ABOVE
            for found in fields_of(q, self._known(q))
        ]
        self.repeated = [
            Tick(q.key, q.label, False)
            for q in self._questions
            if q.kind == "group" and self._entries[q.key] < (q.max_items or 99)
        ]

    def _known(self, question: Question) -> Any:
        if question.kind == "group":
            return [{}] * (self._entries[question.key] - 1)
        return self.card.get(question.prefill, "")

    def _answers(self, form: dict[str, Any], person: dict[str, str]) -> dict[str, Any]:
        """What is sent; nothing while the declaration is closed."""
        if not self.declaring:
            return {}
        given = {
            q.key: person[FROM_ABOVE[q.prefill]] if q.prefill in FROM_ABOVE else typed(q, form)
            for q in self._questions
        }
        return {key: value for key, value in given.items() if not is_empty(value)}

    def _say_what_is_wrong(self, errors: dict[str, str], form: dict[str, Any]) -> dict[str, str]:
        """Puts each sentence beside its question; returns those of the fields above, by name."""
        wrong = {
            pointer.removeprefix("answers/").replace("/", "."): message
            for pointer, message in errors.items()
            if pointer.startswith("answers/")
        }
        self._change_fields(
            lambda f: dataclasses.replace(as_typed(f, form), error=_sentence(f, wrong))
        )
        names = {q.key: FROM_ABOVE[q.prefill] for q in self._questions if q.prefill in FROM_ABOVE}
        return {names[key]: message for key, message in wrong.items() if key in names}

    def _first_wrong(self) -> str:
        return next((f.id for f in self.declared if f.error), "")


def _only_if(found: Field, question: Question, by_key: dict[str, Question]) -> Field:
    """A question that the answers may rule out says when it is meant, as a paper form does."""
    match question.show_if:
        case {"==": [{"var": str(key)}, value]} if key in by_key:
            wanted = [value]
        case {"in": [{"var": str(key)}, list(wanted)]} if key in by_key:
            pass
        case _:
            key, wanted = "", []
    labels = [o.label for o in by_key[key].options if o.value in wanted] if key else []
    when = "Chỉ trả lời nếu áp dụng."
    if labels:
        when = f"Chỉ trả lời khi “{by_key[key].label}” là “{'” hoặc “'.join(labels)}”."
    return dataclasses.replace(found, required=False, help=f"{when} {found.help}".strip())


def _sentence(found: Field, wrong: dict[str, str]) -> str:
    parts = (key for key in wrong if key == found.key or key.startswith(found.key + "."))
    return next((wrong[key] for key in parts), "")


def declaring(page: type[Declaring]) -> Component:
    """Between the person and the papers; closed until it is wanted."""
    return rx.el.fieldset(
        rx.el.legend("Tờ khai điện tử"),
        rx.cond(
            page.declaring,
            rx.fragment(
                rx.el.p(
                    "Chép từ tờ khai giấy hoặc hỏi người nộp. Họ tên, số định danh, điện thoại, "
                    "thư điện tử, địa chỉ lấy từ mục trên; câu nào không áp dụng thì để trống.",
                    class_name="small muted",
                ),
                rx.el.div(
                    rx.foreach(
                        page.declared,
                        lambda f: rx.el.div(
                            field_view(f, page.provinces, page.choose_province), key=f.id
                        ),
                    ),
                    class_name="declaration",
                ),
                rx.el.div(
                    rx.foreach(
                        page.repeated,
                        lambda g: rx.el.button(
                            "Thêm mục: " + g.label,
                            type="button",
                            on_click=page.one_more(g.value),
                            class_name="button plain",
                        ),
                    ),
                    rx.el.button(
                        "Bỏ tờ khai điện tử",
                        type="button",
                        id="close-declaration",
                        on_click=page.close_declaration,
                        class_name="button plain",
                    ),
                    class_name="acts",
                ),
            ),
            rx.el.button(
                "Nhập tờ khai điện tử",
                type="button",
                id="open-declaration",
                on_click=page.open_declaration,
                class_name="button plain",
            ),
        ),
        rx.cond(
            page.declaring_problem != "",
            rx.el.p(page.declaring_problem, class_name="small", role="status"),
        ),
        key="declaration-" + page.chosen.code,
        class_name="bare",
    )
