"""Going on with a draft: begin again instead, or change to a newer form."""

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.drafts import Draft, RenewForm
from shared.ui.session import api


class Continuing(rx.State, mixin=True):
    """What is said above the questions of a draft that was begun earlier."""

    resumed: bool = False
    newer: bool = False
    added: list[str] = []
    removed: list[str] = []
    lost: list[str] = []
    procedure_changes: list[str] = []
    stop_words: str = ""

    def _keep_version(self, draft: Draft) -> None:
        newer = draft.newer_form
        self._put(
            newer=newer is not None,
            added=newer.added if newer else [],
            removed=newer.removed if newer else [],
            lost=newer.lost if newer else [],
            procedure_changes=draft.newer_procedure.changes if draft.newer_procedure else [],
            stop_words=draft.stopped,
        )

    @rx.event
    async def begin_again(self):
        """Throws this draft away and begins a new one of the same procedure."""
        code = self._draft.procedure_code
        try:
            await dossiers.discard_draft(api(self, "citizen"), self.draft_id)
            fresh = await dossiers.start_draft(api(self, "citizen"), code)
        except ApiProblem as refused:
            self.error = refused.message
            return None
        return rx.redirect(f"/nop/{fresh.id}")

    @rx.event
    async def renew(self):
        """Goes on with the newest version of the form."""
        try:
            await dossiers.renew_form(
                api(self, "citizen"), self.draft_id, RenewForm(version=self._version())
            )
        except ApiProblem as refused:
            self.error = refused.message
            await self._renew(refused)
            return None
        return type(self).load


def continuing(page: type[Continuing]) -> Component:
    """The notice."""
    return rx.fragment(
        rx.cond(page.stop_words != "", rx.el.div(page.stop_words, class_name="note warn")),
        rx.cond(page.newer | (page.procedure_changes.length() > 0), _newer(page)),
        rx.cond(
            page.resumed,
            rx.el.details(
                rx.el.summary("Bạn đang làm tiếp hồ sơ soạn dở."),
                rx.el.p("Làm lại từ đầu thì các câu trả lời và tệp đã gửi ở bản này bị bỏ."),
                rx.el.button(
                    "Bỏ bản này, làm lại từ đầu",
                    on_click=page.begin_again,
                    type="button",
                    class_name="button plain",
                ),
                class_name="plain small",
            ),
        ),
    )


def _newer(page: type[Continuing]) -> Component:
    return rx.el.section(
        rx.el.h2(rx.cond(page.newer, "Biểu mẫu này có bản mới", "Thủ tục này có bản mới")),
        _listed("Thủ tục thay đổi:", page.procedure_changes),
        _listed("Câu hỏi thêm vào:", page.added),
        _listed("Câu hỏi được bỏ:", page.removed),
        _listed("Câu trả lời không còn dùng được:", page.lost),
        rx.el.p("Bạn có thể dùng bản cũ để nộp, hoặc chuyển sang bản mới."),
        rx.el.button(
            "Chuyển sang bản mới", on_click=page.renew, type="button", class_name="button plain"
        ),
        class_name="card",
        custom_attrs={"data-newer": ""},
    )


def _listed(title: str, lines: rx.Var[list[str]]) -> Component:
    return rx.cond(
        lines.length() > 0,
        rx.fragment(rx.el.p(title), rx.el.ul(rx.foreach(lines, rx.el.li), class_name="list")),
    )
