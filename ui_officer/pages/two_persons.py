"""Writing what one person proposes and another puts in force: what the designers share."""

from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client.base import ApiProblem
from shared.contracts.common import FieldProblem
from shared.contracts.proposals import NextVersion
from shared.ui.words import moment
from ui_officer.layout import message

_STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}


class Standing(rx.State, mixin=True):
    """How the next version stands, and what the person may do with it."""

    stage: str = ""
    stage_words: str = ""
    by: str = ""
    given_back: str = ""
    may_edit: bool = False
    may_approve: bool = False
    why_not_approve: str = ""
    may_give_back: bool = False
    off_reason: str = ""
    _revision: int = 0

    @rx.event
    def set_off_reason(self, text: str):
        """Why something approved is called off before its day."""
        self.off_reason = text

    def _standing(self, found: NextVersion) -> None:
        self.stage, self.stage_words = found.state, _STATES[found.state]
        self._revision = found.revision
        who = f"Sửa lần cuối: {found.changed_by}, {moment(found.changed_at or '')}."
        self.by = who if found.state else ""
        if found.proposed_by:
            self.by += f" Đề nghị: {found.proposed_by}."
        self.given_back = found.note
        self.may_edit, self.may_approve = found.may_edit, found.may_approve
        self.why_not_approve, self.may_give_back = found.why_not_approve, found.may_give_back


class TwoPersons(Standing, rx.State, mixin=True):
    """The acts on the next version; the page says how each is done."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    changed: bool = False
    faults: list[str] = []
    drawn: int = 0

    async def _do(self, what: str, note: str = "") -> Any:
        """Calls the API: save, discard, propose, give_back, publish; returns the design."""
        raise NotImplementedError

    def _show(self, found: Any) -> None:
        """Puts a design on the screen."""
        raise NotImplementedError

    def _stands(self, found: NextVersion, wrong: list[FieldProblem]) -> None:
        self._standing(found)
        self.faults = [fault.message for fault in wrong]
        self.changed = False
        self.drawn += 1

    async def _act(self, what: str, done: str, note: str = "") -> bool:
        self.problem = self.notice = ""
        try:
            self._show(await self._do(what, note))
        except ApiProblem as refused:
            said = [refused.message, *(e.message for e in refused.errors)]
            self.problem = " ".join(dict.fromkeys(said))
            return False
        self.notice = done
        return True

    @rx.event
    async def save(self):
        """Keeps what is on the screen."""
        await self._act("save", "Đã lưu bản soạn. Chưa có hiệu lực.")

    @rx.event
    async def propose(self):
        """Saves what is on the screen and hands it to a second person."""
        if self.changed and not await self._act("save", ""):
            return
        await self._act("propose", "Đã đề nghị. Người thứ hai xem và phê duyệt ở mục Đề nghị.")

    @rx.event
    async def publish(self):
        """Puts the proposal in force."""
        await self._act("publish", "Đã phê duyệt; áp dụng cho hồ sơ bắt đầu từ lúc này.")

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives the proposal back, with what is to be mended."""
        await self._act("give_back", "Đã trả lại bản soạn.", str(form.get("note", "")))

    @rx.event
    async def discard(self):
        """Throws the next version away."""
        await self._act("discard", "Đã bỏ bản soạn; trang hiện bản đang dùng.")


def as_file(definition: Any) -> str:
    """A definition as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(definition), indent=2).decode()


def messages(page: type[TwoPersons]) -> Component:
    """What happened, and what is wrong."""
    return rx.fragment(
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond(page.given_back != "", message("Bị trả lại để sửa: " + page.given_back, "warn")),
    )


def touched(touching: rx.Var[list[str]]) -> Component:
    """Which approved versions change the same, for who proposes and who approves."""
    return rx.foreach(touching, lambda words: message("▲ " + words, "warn"))


def bar(page: type[TwoPersons], export: rx.event.EventType) -> Component:
    """How the next version stands, and what can be done with it now."""
    return rx.el.section(
        standing(page, page.changed),
        rx.el.div(
            rx.cond(
                page.may_edit,
                rx.fragment(
                    _button("Lưu bản soạn", page.save, "button plain"),
                    _button("Đề nghị phê duyệt", page.propose, "button"),
                ),
            ),
            rx.cond(page.may_approve, _button("Phê duyệt, áp dụng", page.publish, "button")),
            _button("Xuất tệp", export, "button plain"),
            rx.cond(
                page.may_edit & (page.stage == "draft"),
                _button("Bỏ bản soạn", page.discard, "link"),
            ),
            class_name="acts",
        ),
        giving_back(page, page.give_back),
        rx.cond(
            page.faults.length() > 0,
            rx.el.div(
                rx.el.b("Cần sửa trước khi đề nghị:"),
                rx.el.ul(rx.foreach(page.faults, rx.el.li)),
                class_name="note bad",
                role="status",
            ),
        ),
        class_name="card",
    )


def standing(page: type[Standing], changed: rx.Var[bool]) -> Component:
    """Whether somebody writes it or it waits, and who."""
    return rx.el.p(
        rx.cond(page.stage != "", rx.el.span(page.stage_words, class_name="chip warn")),
        " ",
        rx.cond(changed, rx.el.b("Có thay đổi chưa lưu. ")),
        rx.el.span(page.by, class_name="muted small"),
    )


def giving_back(page: type[Standing], give_back: rx.event.EventType) -> Component:
    """Why the person may not approve; the box to give the proposal back with a note."""
    return rx.fragment(
        rx.cond(
            page.why_not_approve != "", rx.el.p(page.why_not_approve, class_name="muted small")
        ),
        rx.cond(
            page.may_give_back,
            rx.el.form(
                rx.el.div(
                    rx.el.label("Trả lại để sửa, ghi điều cần sửa", html_for="give-back"),
                    rx.el.input(id="give-back", name="note", type="text", max_length=1000),
                    class_name="field",
                ),
                rx.el.button("Trả lại", type="submit", class_name="button plain"),
                on_submit=give_back,
            ),
        ),
    )


def calling_off(
    page: type[Standing], text: str, label: str | rx.Var[str], act: rx.event.EventType
) -> Component:
    """The reason and the button beside a line of a list: the handler of a form would not know which
    line it stands in."""
    return rx.el.div(
        rx.el.input(
            type="text",
            placeholder="Lý do hủy",
            aria_label=label,
            on_change=page.set_off_reason,
            auto_complete="off",
            max_length=500,
        ),
        _button(text, act, "button plain"),
        class_name="bar",
    )


def _button(text: str, on_click: rx.event.EventType, looks: str) -> Component:
    return rx.el.button(text, type="button", on_click=on_click, class_name=looks)


def import_file(take_in: rx.event.EventType) -> Component:
    """Reads a definition out of a file into the boxes."""
    return rx.el.details(
        rx.el.summary("Nhập từ tệp"),
        rx.el.form(
            rx.el.div(
                rx.el.label("Tệp (JSON)", html_for="definition_file"),
                rx.el.input(
                    id="definition_file",
                    name="definition_file",
                    type="file",
                    accept="application/json,.json",
                    custom_attrs={"data-read": "file_text"},
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Nội dung tệp", html_for="file_text"),
                rx.el.textarea(id="file_text", name="file_text", rows="5"),
                class_name="field",
            ),
            rx.el.button("Đọc vào bản soạn", type="submit", class_name="button plain"),
            on_submit=take_in,
        ),
        class_name="card",
    )
