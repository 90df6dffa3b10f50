"""Officers' accounts: the list, the form, and the act that is being done."""

import dataclasses

import msgspec
import reflex as rx

from shared.client import officers, organisation
from shared.client.base import ApiProblem
from shared.contracts.officers import OfficerAccount, OpenOfficerAccount
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment

_FIELDS = (
    "full_name", "username", "personal_id", "email", "phone", "unit_id", "position", "role",
    "reason", "account_kind",
)  # fmt: skip
_HINTS = {
    "full_name": "Ghi đủ họ tên.",
    "username": "Chữ thường không dấu, số, dấu chấm; ví dụ lan.nguyen.",
    "personal_id": "Đúng 12 chữ số.",
    "email": "Địa chỉ thư có dạng ten@noi.vn.",
    "phone": "10 chữ số, bắt đầu bằng 0.",
    "unit_id": "Chọn phòng, ban.",
    "position": "Ghi chức vụ.",
    "role": "Chọn vai trò.",
    "reason": "Ghi căn cứ, ít nhất 3 ký tự.",
    "account_kind": "Chọn loại tài khoản.",
}
ACTS = {
    "lock": ("Khóa tài khoản", officers.lock, "Đã khóa; mọi phiên của người này đã kết thúc."),
    "unlock": ("Mở khóa", officers.unlock, "Đã mở khóa."),
    "reset": ("Cấp lại mật khẩu", officers.reset, ""),
    "disable": ("Ngừng tài khoản", officers.disable, "Đã ngừng tài khoản."),
}


@dataclasses.dataclass
class Row:
    """One account in words."""

    id: str
    name: str
    username: str
    where: str
    roles: str
    kind: str
    state: str
    state_label: str
    reason: str
    last: str


@dataclasses.dataclass
class Choice:
    """An agency or a unit to choose."""

    id: str
    label: str


class Accounts(StepUpMixin, rx.State):
    """The list, the form, and the act that is being done."""

    rows: list[Row] = []
    more: str = ""
    q: str = ""
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    agencies: list[Choice] = []
    units: list[Choice] = []
    agency: str = ""
    act: str = ""
    act_label: str = ""
    act_id: str = ""
    act_name: str = ""
    act_problem: str = ""
    password_of: str = ""
    password: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the first page of accounts and the agencies to choose from."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
            found = await organisation.agencies(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.agencies = [Choice(a.id, a.name) for a in found]
        self.loaded = True

    @rx.event
    async def search(self, form: dict):
        """Finds by name or user name."""
        self.q = str(form.get("q", "")).strip()
        await self._read()

    @rx.event
    async def next_page(self):
        """The accounts after these."""
        await self._read(self.more)

    @rx.event
    async def choose_agency(self, agency_id: str):
        """Shows the units of an agency."""
        self.agency, self.units = agency_id, []
        if agency_id:
            found = await organisation.units(api(self, "officer"), agency_id)
            self.units = [Choice(u.id, u.name) for u in found]

    @rx.event
    async def open_account(self, form: dict):
        """Opens an account; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors, self.password = "", "", {}, ""
        self.typed = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        types = {f.name: f.type for f in msgspec.structs.fields(OpenOfficerAccount)}
        for name, value in self.typed.items():
            try:
                msgspec.convert(value, types[name])
            except msgspec.ValidationError:
                self.errors = self.errors | {name: _HINTS[name]}
            if not value and not _may_be_empty(name, self.typed):
                self.errors = self.errors | {name: _HINTS[name]}
        if self.errors:
            return
        try:
            first = await officers.open_account(
                api(self, "officer"), OpenOfficerAccount(**self.typed)
            )
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("open_account", form)
                return
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.typed = {}
        self._hand_over(first.username, first.password)
        self.notice = "Đã mở tài khoản. Vai trò có hiệu lực khi người thứ hai phê duyệt."
        await self._read()

    @rx.event
    def begin(self, act: str, id_: str, name: str):
        """Asks for the reason of an act."""
        self.act, self.act_id, self.act_name, self.act_problem = act, id_, name, ""
        self.act_label = ACTS[act][0]
        self.notice, self.problem, self.password = "", "", ""

    @rx.event
    def leave_act(self):
        """Does not do it."""
        self.act = ""

    @rx.event
    async def carry_out(self, form: dict):
        """Does the act with its reason."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 3:
            self.act_problem = _HINTS["reason"]
            return
        if self.act not in ACTS:
            return
        _label, call, done = ACTS[self.act]
        try:
            answer = await call(api(self, "officer"), self.act_id, reason)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("carry_out", form)
                return
            self.act_problem = refused.message
            return
        if self.act == "reset":
            self._hand_over(answer.username, answer.password)
        self.act, self.notice = "", done
        await self._read()

    @rx.event
    def handed_over(self):
        """The first password is not shown again."""
        self.password, self.password_of = "", ""

    def _hand_over(self, username: str, password: str):
        self.password_of, self.password = username, password

    async def _read(self, cursor: str = ""):
        page = await officers.accounts(api(self, "officer"), self.q, cursor)
        self.rows = [_in_words(account) for account in page.items]
        self.more = page.next_cursor or ""


def _may_be_empty(name: str, typed: dict[str, str]) -> bool:
    """The kind follows from the role; accounts of engineers and programs hold none."""
    return name == "account_kind" or (
        name == "role" and typed.get("account_kind") in ("technical", "service")
    )


def _in_words(account: OfficerAccount) -> Row:
    return Row(
        id=account.id,
        name=account.full_name,
        username=account.username,
        where=f"{account.position}, {account.unit}, {account.agency}",
        roles=", ".join(role.role_label for role in account.roles) or "Chưa có vai trò",
        kind=account.kind_label,
        state=account.state,
        state_label=account.state_label,
        reason=account.lock_reason,
        last=moment(account.last_sign_in_at) or "Chưa lần nào",
    )
