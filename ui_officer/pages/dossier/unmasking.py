"""Seeing masked data of the open dossier whole: which, why, and a proof that it is you."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import privacy
from shared.client.base import ApiProblem
from shared.contracts.privacy import Unmask
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.vocabulary.privacy import FIELD_LABELS, PersonalField


@dataclasses.dataclass
class Whole:
    """One value in the clear."""

    label: str
    value: str


class Unmasking(StepUpMixin, rx.State):
    """The panel below the applicant's data."""

    open: bool = False
    fields: list[str] = [PersonalField.PERSONAL_ID.value, PersonalField.PHONE.value]
    reason: str = ""
    problem: str = ""
    busy: bool = False
    shown: list[Whole] = []

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    def load(self):
        """Nothing of an earlier visit may show through."""
        self.reset()

    @rx.event
    def begin(self):
        """Opens the panel."""
        self.open, self.problem = True, ""

    @rx.event
    def close(self):
        """Closes it, and takes away what was shown."""
        self.open, self.shown, self.problem = False, [], ""

    @rx.event
    async def show(self, form: dict[str, Any]):
        """Asks for the values; the reason stays until they are there."""
        self.fields = [name for name in PersonalField if form.get(f"field-{name}")]
        self.reason = str(form.get("reason", "")).strip()
        if not self.fields:
            self.problem = "Chọn ít nhất một mục cần xem."
            return None
        if len(self.reason) < 10:
            self.problem = "Ghi lý do, ít nhất 10 ký tự. Người dân đọc được lý do này."
            return None
        return Unmasking.ask

    @rx.event
    async def ask(self):
        """The request itself, repeated after the proof."""
        if self.busy:
            return
        self.busy, self.problem = True, ""
        yield
        id_ = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
        data = Unmask(self.reason, list(self.fields))
        try:
            found = await privacy.unmask(api(self, "officer"), id_, data)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("ask")
            else:
                self.problem = refused.message
            return
        finally:
            self.busy = False
        self.shown = [Whole(v.label, v.value) for v in found.values]
        self.open, self.reason = False, ""


def unmasking(masked: rx.Var[bool]) -> Component:
    """A line and a button where something is masked; the panel; what is shown."""
    return rx.cond(
        masked,
        rx.el.div(
            rx.cond(
                Unmasking.shown.length() > 0, _shown(), rx.cond(Unmasking.open, _panel(), _line())
            ),
            step_up_dialog(Unmasking),
            class_name="unmasking",
        ),
    )


def _line() -> Component:
    return rx.el.p(
        "Số định danh, liên hệ được che vì việc của bạn không cần đến. ",
        rx.el.button("Xem đầy đủ", type="button", on_click=Unmasking.begin, class_name="link"),
        class_name="muted small",
    )


def _panel() -> Component:
    return rx.el.form(
        rx.cond(
            Unmasking.problem != "",
            rx.el.div(Unmasking.problem, class_name="note bad", role="alert"),
        ),
        rx.el.fieldset(
            rx.el.legend("Mục cần xem"),
            *[
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        name=f"field-{name}",
                        default_checked=Unmasking.fields.contains(name.value),
                    ),
                    f" {FIELD_LABELS[name].vi}",
                    class_name="tick",
                )
                for name in PersonalField
            ],
        ),
        rx.el.div(
            rx.el.label("Lý do", html_for="unmask-reason"),
            rx.el.p(
                "Người nộp hồ sơ thấy lần xem này và lý do trong tài khoản của mình.",
                class_name="help small",
                id="unmask-help",
            ),
            rx.el.textarea(
                id="unmask-reason",
                name="reason",
                rows="2",
                auto_focus=True,
                max_length=300,
                default_value=Unmasking.reason,
                custom_attrs={"aria-describedby": "unmask-help"},
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button("Xem đầy đủ", type="submit", class_name="button", disabled=Unmasking.busy),
            rx.el.button(
                "Thôi", type="button", on_click=Unmasking.close, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=Unmasking.show,
        class_name="panel",
    )


def _shown() -> Component:
    return rx.el.div(
        rx.el.dl(
            rx.foreach(
                Unmasking.shown, lambda v: rx.fragment(rx.el.dt(v.label), rx.el.dd(v.value))
            ),
            class_name="rows",
        ),
        rx.el.button("Che lại", type="button", on_click=Unmasking.close, class_name="button plain"),
        role="status",
    )
