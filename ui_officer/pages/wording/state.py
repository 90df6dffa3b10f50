"""The words of one message while they are written, and what people would read."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import (
    DropTemplate,
    Template,
    TemplateText,
    TryTemplate,
    WriteTemplate,
)
from shared.ui.session import api, query
from shared.ui.words import moment

_BOXES = ("subject", "body", "short")


@dataclasses.dataclass
class Hole:
    """A placeholder and what it stands for."""

    code: str
    meaning: str


@dataclasses.dataclass
class Version:
    """An earlier version."""

    title: str
    subject: str
    body: str
    short: str


class Writing(rx.State):
    """The words of the event in the address."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    label: str = ""
    whose: str = ""
    agency: str = ""
    language: str = "vi"
    subject: str = ""
    body: str = ""
    short: str = ""
    holes: list[Hole] = []
    history: list[Version] = []
    own: bool = False
    may_edit: bool = False
    drawn: int = 0
    seen_subject: str = ""
    seen_letter: str = ""
    seen_short: str = ""
    pressed: str = "preview"
    _version: int = 0

    @rx.event
    async def load(self):
        """Reads the words in force."""
        self.reset()
        self.agency = query(self, "co-quan")
        self.language = "en" if query(self, "ngon-ngu") == "en" else "vi"
        try:
            found = await notifications.template(
                api(self, "officer"), self.event_key, self.language, self.agency
            )
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self._show(found)
        await self._preview(send=False)

    def _show(self, found: Template) -> None:
        now = found.current
        self.label, self._version = found.label, now.version
        self.whose = found.agency.name if found.agency else "Mọi cơ quan"
        self.subject, self.body, self.short = now.subject, now.body, now.short
        self.holes = [Hole("{" + word.code + "}", word.label) for word in found.words]
        self.history = [_version(text) for text in found.history]
        self.own = bool(found.history) and not found.history[0].retired
        self.may_edit, self.loaded = found.may_edit, True
        self.errors, self.drawn = {}, self.drawn + 1

    @rx.event
    async def look(self, form: dict[str, Any]):
        """Saves, previews or sends a test, by the button that was pressed."""
        self.problem, self.notice, self.errors = "", "", {}
        self.subject, self.body, self.short = (str(form.get(name, "")).strip() for name in _BOXES)
        what = self.pressed  # heard before the form is; what the page shows comes back too late
        if what == "save":
            await self._save()
        elif await self._preview(send=what == "send") and what == "send":
            self.notice = "Đã gửi thử đến hộp thư của bạn."

    @rx.event
    async def press(self, what: str):
        """Remembers which button sends the form."""
        self.pressed = what

    async def _save(self) -> None:
        data = WriteTemplate(
            self.event_key, _code(self.language), self._version, self.subject, self.body,
            self.short, self.agency,
        )  # fmt: skip
        try:
            self._show(await notifications.write_template(api(self, "officer"), data))
        except ApiProblem as refused:
            self._refuse(refused)
            return
        await self._preview(send=False)
        self.notice = "Đã lưu bản mới. Thông báo từ bây giờ dùng lời này."

    @rx.event
    async def drop(self):
        """Back to the words without one's own."""
        self.problem = self.notice = ""
        data = DropTemplate(self.event_key, _code(self.language), self._version, self.agency)
        try:
            self._show(await notifications.drop_template(api(self, "officer"), data))
        except ApiProblem as refused:
            self._refuse(refused)
            return
        await self._preview(send=False)
        self.notice = "Đã bỏ mẫu riêng; mẫu trước đó có hiệu lực lại."

    @rx.event
    def take(self, index: int):
        """An earlier version into the boxes."""
        text = self.history[index]
        self.subject, self.body, self.short = text.subject, text.body, text.short
        self.notice = "Đã chép bản cũ vào ô soạn; bấm Lưu để dùng lại."
        self.drawn += 1

    async def _preview(self, *, send: bool) -> bool:
        data = TryTemplate(
            self.event_key, _code(self.language), self.subject, self.body, self.short, send
        )
        try:
            seen = await notifications.preview(api(self, "officer"), data)
        except ApiProblem as refused:
            self._refuse(refused)
            return False
        self.seen_subject, self.seen_letter = seen.subject, seen.letter
        self.seen_short = seen.short
        return True

    def _refuse(self, refused: ApiProblem) -> None:
        self.errors = {e.pointer.removeprefix("/"): e.message for e in refused.errors}
        self.problem = refused.message


def _code(language: str) -> Any:
    return "en" if language == "en" else "vi"


def _version(text: TemplateText) -> Version:
    number = f"{text.version} (bỏ mẫu riêng)" if text.retired else str(text.version)
    return Version(
        f"Bản {number}: {text.written_by}, {moment(text.written_at)}",
        text.subject,
        text.body,
        text.short,
    )
