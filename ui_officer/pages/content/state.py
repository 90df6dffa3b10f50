"""One piece of content being written: its boxes, preview, versions, files."""

import dataclasses
from collections.abc import Awaitable
from typing import Any

import msgspec
import reflex as rx

from shared.client import content
from shared.client.base import ApiProblem
from shared.contracts.content import ContentDesign, ContentText, SampleFile
from shared.ui.session import api
from shared.ui.words import moment, size, typed_moment
from ui_officer.pages.compared import Change, changes_of
from ui_officer.pages.content.listing import TONES
from ui_officer.pages.two_persons import TwoPersons

MOMENTS = ("shown_from", "shown_until", "starts_at", "ends_at")
_NO_BOXES = frozenset({"urgent", "pictures", "papers"})


@dataclasses.dataclass
class File:
    """A picture or a sample paper."""

    id: str
    name: str
    note: str
    path: str


@dataclasses.dataclass
class Version:
    """A published version."""

    number: int
    title: str
    at: str
    shown: str
    by: str


@dataclasses.dataclass
class Opened:
    """A published version as people saw it."""

    number: int
    title: str
    summary: str
    html: str
    title_en: str
    html_en: str
    papers: list[File]


_CLOSED = Opened(0, "", "", "", "", "", [])


class Content(TwoPersons, rx.State):
    """The content in the address."""

    here: str = ""
    kind: str = ""
    kind_words: str = ""
    showing: str = ""
    tone: str = ""
    version: int = 0
    values: dict[str, str] = {}
    urgent: bool = False
    html: str = ""
    html_en: str = ""
    pictures: list[File] = []
    papers: list[File] = []
    may_withdraw: bool = False
    may_publish_at_once: bool = False
    withdrawing: bool = False
    withdrawn: str = ""
    versions: list[Version] = []
    opened: Opened = _CLOSED
    compared: list[Change] = []
    compared_words: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        self.here = self.content_id
        try:
            self._show(await content.design(api(self, "officer"), self.here))
            await self._list_versions()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, found: ContentDesign) -> None:
        self.kind, self.kind_words = found.kind.code, found.kind.label
        self.showing, self.tone = found.showing.label, TONES[found.showing.code]
        self.version, self.urgent = found.published_version, found.text.urgent
        values = msgspec.to_builtins(found.text)
        self.values = {
            name: moment(value) if name in MOMENTS else str(value)
            for name, value in values.items()
            if name not in _NO_BOXES
        }
        self.html, self.html_en = found.html, found.html_en
        self.pictures = [File(p.id, p.name, p.markdown, p.path) for p in found.pictures]
        self.papers = [_paper(f) for f in found.files]
        self.may_withdraw, self.withdrawn = found.may_withdraw, found.withdrawn_reason
        self.may_publish_at_once = found.may_publish_at_once
        self._stands(found.next, found.faults)

    async def _do(self, what: str, note: str = "") -> ContentDesign:
        client, id_ = api(self, "officer"), self.here
        match what:
            case "save":
                return await content.save(client, id_, self._text(), self._revision)
            case "propose":
                return await content.propose(client, id_, self._revision)
            case "give_back":
                return await content.give_back(client, id_, note)
            case "publish":
                return await content.publish(client, id_, self._revision)
            case "at_once":
                return await content.publish_at_once(client, id_, self._revision)
            case "withdraw":
                return await content.withdraw(client, id_, note)
            case _:
                await content.discard(client, id_)
                return await content.design(client, id_)

    def _text(self) -> ContentText:
        values: dict[str, Any] = dict(self.values)
        for name in MOMENTS:
            typed = typed_moment(values.get(name, ""))
            values[name] = typed.isoformat() if typed is not None else values.get(name, "")
        weight = values.get("weight", "0").strip()
        values["weight"] = int(weight) if weight.isdecimal() and len(weight) < 5 else 0
        return ContentText(
            **values,
            urgent=self.urgent,
            pictures=tuple(p.id for p in self.pictures),
            papers=tuple(p.id for p in self.papers),
        )

    @rx.event
    def put(self, name: str, value: str):
        """One box of the editor."""
        if self.values.get(name) != value:
            self.values = self.values | {name: value}
            self.changed = True

    @rx.event
    def turn_urgent(self):
        """Marks the maintenance as urgent, or not."""
        self.urgent, self.changed = not self.urgent, True

    @rx.event
    async def preview(self):
        """The text as people would see it; nothing is kept."""
        self.problem = ""
        try:
            for name, target in (("body", "html"), ("body_en", "html_en")):
                found = await content.preview(api(self, "officer"), self.values.get(name, ""))
                setattr(self, target, found.html)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def publish(self):
        """Puts the proposal of somebody else on the portal."""
        if await self._act("publish", "Đã phê duyệt; nội dung hiện trên Cổng theo ngày đã đặt."):
            await self._list_versions()

    @rx.event
    async def publish_at_once(self):
        """Tells of urgent maintenance without waiting."""
        if self.changed and not await self._act("save", ""):
            return
        if await self._act("at_once", "Đã đăng thông báo khẩn cấp."):
            await self._list_versions()

    @rx.event
    def ask_withdraw(self):
        """Opens the box for the reason."""
        self.withdrawing = not self.withdrawing

    @rx.event
    async def withdraw(self, form: dict[str, Any]):
        """Takes it off the portal."""
        if await self._act("withdraw", "Đã gỡ khỏi Cổng.", str(form.get("reason", ""))):
            self.withdrawing = False

    @rx.event
    async def files_changed(self):
        """A file was sent or taken away; what is typed stays."""
        try:
            found = await content.design(api(self, "officer"), self.here)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        values, urgent, changed = self.values, self.urgent, self.changed
        self._show(found)
        if changed:
            self.values, self.urgent, self.changed = values, urgent, changed

    @rx.event
    async def drop_paper(self, file_id: str):
        """Takes a sample paper out of what is being written."""
        return await self._drop(content.remove_sample(api(self, "officer"), self.here, file_id))

    @rx.event
    async def drop_picture(self, file_id: str):
        """Takes a picture out of what is being written."""
        return await self._drop(content.remove_picture(api(self, "officer"), self.here, file_id))

    async def _drop(self, work: Awaitable[None]) -> Any:
        try:
            await work
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return Content.files_changed

    async def _list_versions(self) -> None:
        found = await content.versions(api(self, "officer"), self.here)
        self.versions = [
            Version(
                v.version,
                v.title,
                moment(v.published_at),
                f"{moment(v.shown_from)} – {moment(v.shown_until) or 'không hạn'}",
                f"{v.written_by}; duyệt: {v.approved_by or 'đăng khẩn cấp'}",
            )
            for v in found
        ]

    @rx.event
    async def compare(self, number: int):
        """What differs from a version to the draft, or to the newest version."""
        new = 0 if self.stage else self.version
        try:
            found = await content.changes(api(self, "officer"), self.here, number, new)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        what = "bản đang soạn" if self.stage else f"bản {self.version}"
        self.compared_words = f"Từ bản {number} đến {what}"
        if not found:
            self.compared_words += ": không khác gì"
        self.compared = changes_of(found)

    @rx.event
    async def open_version(self, number: int):
        """A published version as people saw it."""
        try:
            found = await content.version(api(self, "officer"), self.here, number)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        text = found.text
        self.opened = Opened(
            number, text.title, text.summary, found.html, text.title_en, found.html_en,
            [_paper(f) for f in found.files],
        )  # fmt: skip

    @rx.event
    def close_version(self):
        """Closes it."""
        self.opened = _CLOSED


def _paper(file: SampleFile) -> File:
    return File(file.id, file.name, f"{file.pages} trang, {size(file.size)}", file.path)
