"""Questions and answers about a dossier, as both screens hold and show them."""

import dataclasses
import uuid
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, messages
from shared.client.base import ApiProblem
from shared.contracts.documents import Document
from shared.contracts.messages import Conversation, DossierMessage
from shared.ui.picker import files_changed, picker
from shared.ui.session import api
from shared.ui.words import limits_in_words, moment

DONE = "talk-files-changed"


@dataclasses.dataclass
class Attached:
    """A file of a message."""

    id: str
    name: str
    href: str
    state: str


@dataclasses.dataclass
class Said:
    """One message."""

    by: str
    at: str
    body: str
    mine: bool
    from_applicant: bool
    files: list[Attached]
    read: str


class Talk(rx.State, mixin=True):
    """The conversation about the dossier in the address; `face` says of which screen."""

    said: list[Said] = []
    ready: list[Attached] = []
    waiting_since: str = ""
    talk_new: int = 0
    may_write: bool = False
    may_settle: bool = False
    talk_shown: bool = False
    talk_error: str = ""
    talk_notice: str = ""
    talk_limits: str = ""
    sending: bool = False
    drawn: int = 0
    _key: str = ""

    @classmethod
    def face(cls) -> str:
        """Whose screen."""
        raise NotImplementedError

    @rx.event
    async def load(self):
        """Reads what was said, which is read then; a dossier that cannot be read says so itself."""
        self.reset()
        client = api(self, self.face())
        try:
            found = await messages.conversation(client, self.dossier_id)
            self.talk_limits = limits_in_words(await documents.limits(client))
        except ApiProblem:
            return
        self._hear(found)
        self.talk_new = found.unread
        if found.unread:
            await self._do(
                lambda client: messages.mark_read(client, self.dossier_id, found.messages[-1].seq),
                "",
            )

    def _hear(self, found: Conversation) -> None:
        self.said = [_said(each) for each in found.messages]
        self.ready = [_attached(each) for each in found.ready]
        self.waiting_since = moment(found.waiting_since)
        self.may_write, self.may_settle = found.may_write, found.may_settle
        self.talk_shown = True

    @rx.event
    async def say(self, form: dict[str, Any]):
        """Sends a message with the files that are ready; what was typed stays when refused."""
        body = str(form.get("body", "")).strip()
        self.talk_error = self.talk_notice = ""
        if len(body) < 2:
            self.talk_error = "Ghi nội dung trước khi gửi."
            return
        self.sending = True
        yield
        self._key = self._key or uuid.uuid4().hex
        files = [each.id for each in self.ready]
        done = await self._do(
            lambda client: messages.say(client, self.dossier_id, body, files, self._key),
            "Đã gửi.",
        )
        self.sending = False
        if done:
            self._key, self.drawn = "", self.drawn + 1

    @rx.event
    async def settle(self):
        """Nothing is left to answer."""
        await self._do(
            lambda client: messages.settle(client, self.dossier_id), "Đã ghi: không cần trả lời."
        )

    @rx.event
    async def files_came(self):
        """After a file was sent."""
        await self._do(lambda client: messages.conversation(client, self.dossier_id), "")

    @rx.event
    async def take_back(self, document_id: str):
        """Removes a file before it is sent."""

        async def work(client: Any) -> Conversation:
            await messages.take_file_back(client, self.dossier_id, document_id)
            return await messages.conversation(client, self.dossier_id)

        await self._do(work, "")

    async def _do(self, work: Any, done: str) -> bool:
        self.talk_error = ""
        try:
            self._hear(await work(api(self, self.face())))
        except ApiProblem as refused:
            wrong = [each.message for each in refused.errors]
            self.talk_error = wrong[0] if wrong else refused.message
            return False
        self.talk_notice = done
        return True


def _said(found: DossierMessage) -> Said:
    return Said(
        found.by,
        moment(found.at),
        found.body,
        found.mine,
        found.from_applicant,
        [_attached(each) for each in found.files],
        ("Đã xem" if found.read else "Chưa xem") if found.mine else "",
    )


def _attached(found: Document) -> Attached:
    waits = found.scan in ("pending", "rejected")
    path = f"/api/v1/documents/{found.id}/content?disposition=inline"
    return Attached(found.id, found.name, path, found.scan_label if waits else "")


def _file(file: Attached) -> Component:
    return rx.el.li(
        rx.el.a(file.name, href=file.href, target="_blank"),
        rx.cond(file.state != "", rx.el.span(" · " + file.state, class_name="muted small")),
    )


def message_view(said: Said, mine: str | rx.Var[str]) -> Component:
    """One message; `mine` is what stands for the reader's own name."""
    return rx.el.li(
        rx.el.p(
            rx.el.b(rx.cond(said.mine, mine, said.by)),
            " ",
            rx.el.span(said.at, class_name="muted small"),
        ),
        rx.el.p(said.body, class_name="lines"),
        rx.cond(
            said.files.length() > 0,
            rx.el.ul(rx.foreach(said.files, _file), class_name="list small"),
        ),
        rx.cond(said.read != "", rx.el.p(said.read, class_name="muted small")),
        class_name=rx.cond(said.mine, "said mine", "said"),
    )


def writing(state: type[Talk], label: str, help_: str, button: str) -> Component:
    """The form: words, files, send."""
    form = rx.el.form(
        rx.el.div(
            rx.el.label(label, html_for="talk-body"),
            rx.el.p(help_, id="talk-help", class_name="small muted"),
            rx.el.textarea(
                id="talk-body",
                name="body",
                max_length=4000,
                rows="4",
                aria_describedby="talk-help",
                aria_invalid=(state.talk_error != "").to_string(),
            ),
            class_name="field",
        ),
        rx.cond(
            state.ready.length() > 0,
            rx.el.ul(
                rx.foreach(
                    state.ready,
                    lambda f: rx.el.li(
                        rx.el.span(f.name),
                        rx.el.button(
                            "Bỏ",
                            rx.el.span(": ", f.name, class_name="sr"),
                            type="button",
                            on_click=state.take_back(f.id),
                            class_name="link",
                        ),
                    ),
                ),
                class_name="ready-files",
            ),
        ),
        rx.el.details(
            rx.el.summary("Đính kèm tệp"),
            rx.el.div(
                picker(
                    "/api/v1/dossiers/" + rx.State.dossier_id + "/documents",
                    state.talk_limits,
                    name="tệp đính kèm",
                    purpose="message",
                    done=DONE,
                )
            ),
            class_name="plain",
        ),
        rx.cond(
            state.talk_error != "",
            rx.el.p(state.talk_error, class_name="error", role="alert"),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(state.sending, "Đang gửi …", button),
                type="submit",
                disabled=state.sending,
                class_name="button",
            ),
            class_name="actions acts",
        ),
        on_submit=state.say,
        key=state.drawn.to_string(),
    )
    # Outside the form, or what a finished upload presses would send it.
    return rx.fragment(form, files_changed(state.files_came, DONE))
