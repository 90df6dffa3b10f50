"""The form in the address being written, tried, proposed and put in force by another."""

from collections.abc import Awaitable
from typing import Any

import msgspec
import reflex as rx

from shared.client import forms, lookups
from shared.client.base import ApiProblem
from shared.contracts.forms import FormDesign, FormFile, SaveForm
from shared.ui.fields import Tick
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.forms.editing import Editing
from ui_officer.pages.forms.history import History
from ui_officer.pages.forms.trying import Trying
from ui_officer.pages.two_persons import Standing


class FormDesigner(Standing, Trying, Editing, History, rx.State):
    """The form as it stands on the screen."""

    loaded: bool = False
    notice: str = ""
    problem: str = ""
    name: str = ""
    code_shown: str = ""
    published: int = 0
    waiting: str = ""
    catalogues: list[Tick] = []
    conflict: str = ""
    asked_discard: bool = False
    _code: str = ""
    _face: str = "officer"

    @rx.event
    async def load(self):
        """Reads the form."""
        drawn, sampled = self.drawn, self.sampled  # boxes are drawn anew, not as they were left
        self.reset()
        self.drawn, self.sampled = drawn + 1, sampled + 1
        self._code = self.form_code
        try:
            self._show(await forms.design(api(self, "officer"), self._code))
            await self._list_versions()
            self.catalogues = [
                Tick(c.key, f"{c.name} ({c.entries} mã)", False)
                for c in await lookups.catalogues(api(self, "officer"))
                if not c.kept_elsewhere
            ]
            self._choose("0")
            await self._after_edit()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/bieu-mau/{self._code}")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: FormDesign) -> None:
        self.name, self.code_shown = found.procedure_name, found.procedure_code
        self.title, self._questions = found.title, tuple(found.questions)
        self._keep_version(found)
        self.changed, self.conflict, self.asked_discard = False, "", False
        self._undone, self.can_undo = [], False

    def _keep_version(self, found: FormDesign) -> None:
        self._standing(found.next)
        self.published = found.published_version
        self.waiting = (
            f"{found.waiting} hồ sơ soạn dở của người dân còn theo bản cũ; họ được hỏi có chuyển "
            "sang bản mới không."
            if found.waiting
            else ""
        )

    @rx.event
    async def save(self):
        """Keeps the form as it stands."""
        await self._save("Đã lưu bản soạn. Chưa có hiệu lực.")

    async def _save(self, done: str) -> bool:
        self.problem = self.notice = self.conflict = ""
        if len(self.title) < 3:
            self.problem = "Chưa lưu: tên tờ khai cần ít nhất 3 ký tự."
            return False
        data = SaveForm(self.title, list(self._questions), self._revision)
        try:
            saved = await forms.save(api(self, "officer"), self._code, data)
        except ApiProblem as refused:
            if refused.status == 412:
                await self._meet(refused.message)
            else:
                self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return False
        self._keep_version(saved)
        self.changed, self.notice = False, done
        if any(q.catalogue for q in saved.questions):  # their answers came with the saving
            self._questions = tuple(saved.questions)
            await self._after_edit()
        return True

    async def _meet(self, message: str) -> None:
        """Somebody else saved first: who and when; what is on the screen stays."""
        try:
            other = await forms.design(api(self, "officer"), self._code)
        except ApiProblem:
            self.conflict = message
            return
        who = f"{other.next.changed_by} lưu lúc {moment(other.next.changed_at or '')}"
        self.conflict = (
            f"Chưa lưu: biểu mẫu này đã được {who if other.next.state else 'áp dụng hoặc bỏ'} từ "
            "một cửa sổ khác. Những gì bạn sửa vẫn còn trên trang này."
        )

    @rx.event
    async def keep_mine(self):
        """Saves what is on the screen over what the other window saved."""
        try:
            other = await forms.design(api(self, "officer"), self._code)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._revision = other.next.revision
        await self._save("Đã lưu bản của bạn đè lên bản kia.")

    @rx.event
    async def propose(self):
        """Saves what is on the screen and hands it to a second person."""
        if self.changed and not await self._save(""):
            return
        if await self._moved(forms.propose(api(self, "officer"), self._code, self._revision)):
            self.notice = "Đã đề nghị. Người thứ hai xem và phê duyệt ở mục Đề nghị."

    @rx.event
    async def publish(self):
        """Puts the proposal in force for dossiers begun from now on."""
        if await self._moved(forms.publish(api(self, "officer"), self._code, self._revision)):
            await self._list_versions()
            self.notice = f"Đã áp dụng bản {self.published}. {self.waiting}".strip()

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives the proposal back, with what is to be mended."""
        note = str(form.get("note", ""))
        if await self._moved(forms.give_back(api(self, "officer"), self._code, note)):
            self.notice = "Đã trả lại bản soạn."

    async def _moved(self, act: Awaitable[FormDesign]) -> bool:
        self.problem = self.notice = ""
        try:
            self._show(await act)
        except ApiProblem as refused:
            said = [refused.message, *(e.message for e in refused.errors)]
            self.problem = " ".join(dict.fromkeys(said))
        await self._after_edit()
        return not self.problem

    @rx.event
    def ask_discard(self, asked: bool):
        """Before throwing the draft away, or not."""
        self.asked_discard = asked

    @rx.event
    async def discard(self):
        """Back to what is published."""
        self.problem = self.notice = ""
        try:
            if self.stage:
                await forms.discard(api(self, "officer"), self._code)
            self._show(await forms.design(api(self, "officer"), self._code))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._choose("0")
        await self._after_edit()
        self.notice = "Đã bỏ bản soạn; trang hiện bản đang công bố."

    @rx.event
    def export(self):
        """The form on the screen as a file."""
        file = FormFile(self._code, self.title, list(self._questions))
        text = msgspec.json.format(msgspec.json.encode(file), indent=2).decode()
        return rx.download(data=text, filename=f"bieu-mau-{self._code}.json")

    @rx.event
    async def take_in(self, form: dict[str, Any]):
        """A form read from a file; nothing of a broken file is taken, and undo brings back."""
        self.problem = self.notice = ""
        try:
            read = msgspec.json.decode(str(form.get("file_text", "")), type=FormFile)
        except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
            self.problem = f"Tệp không phải biểu mẫu đọc được: {wrong}"
            return
        self.title = read.title
        await self._put(read.questions, "0")
        other = f" Tệp là biểu mẫu của thủ tục {read.code}." if read.code != self._code else ""
        self.notice = f"Đã đọc {len(read.questions)} câu hỏi từ tệp.{other} Xem lại rồi lưu."
