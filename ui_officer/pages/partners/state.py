"""Programs of other systems: the list, the proposal, and what is being done to one."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import organisation, partners
from shared.client.base import ApiProblem
from shared.contracts.partners import ApiClientShown, FieldGrant, ProposeApiClient
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment
from shared.vocabulary.partners import FIELDS, RATE_LABELS, SCOPES, RateClass

_TYPED = (
    "agency_id", "name", "contact", "purpose", "method", "keys", "procedures", "networks",
    "rate_class", "valid_days",
)  # fmt: skip
_HINTS = {
    "agency_id": "Chọn cơ quan.",
    "name": "Ghi tên hệ thống.",
    "contact": "Ghi người hoặc thư điện tử liên hệ.",
    "purpose": "Ghi căn cứ, ít nhất 3 ký tự.",
    "method": "Chọn cách chứng thực.",
    "keys": "Dán tài liệu JWKS.",
    "networks": "Ghi ít nhất một địa chỉ hoặc dải địa chỉ.",
    "valid_days": "Từ 1 đến 366 ngày.",
    "scopes": "Chọn ít nhất một quyền.",
    "grants": "Ghi thủ tục và chọn ít nhất một mục dữ liệu.",
}


@dataclasses.dataclass
class Row:
    """One program in words."""

    id: str
    name: str
    about: str
    agency: str
    scopes: str
    grants: str
    networks: str
    until: str
    used: str
    state: str
    state_label: str
    people: str
    may_decide: bool
    may_have_secret: bool
    may_end: bool
    sandbox: bool
    may_be_told: bool


@dataclasses.dataclass
class Choice:
    """An agency to choose."""

    id: str
    label: str


class Programs(StepUpMixin, rx.State):
    """The list, the proposal, and what is being done to one."""

    rows: list[Row] = []
    agencies: list[Choice] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    ending: str = ""
    ending_name: str = ""
    ending_problem: str = ""
    secret_of: str = ""
    secret_id: str = ""
    secret: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the programs and the agencies to choose from."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
            found = await organisation.agencies(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.agencies = [Choice(a.id, a.name) for a in found]

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """Asks for a program to be let in; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors, self.secret = "", "", {}, ""
        self.typed = {name: str(form.get(name, "")).strip() for name in _TYPED}
        data = self._asked(form)
        if data is None:
            self.problem = "Một số mục chưa đúng. Vui lòng kiểm tra các mục được nêu."
            return
        try:
            await partners.propose(api(self, "officer"), data)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("propose", form)
                return
            self.problem = refused.message
            self.errors = {e.pointer.strip("/").split("/")[0]: e.message for e in refused.errors}
            return
        self.typed = {}
        self.notice = "Đã gửi đề nghị. Hệ thống có hiệu lực khi người thứ hai phê duyệt."

    @rx.event
    async def decide(self, id_: str, approve: bool):
        """The second person's word."""
        await self._do(
            partners.decide(api(self, "officer"), id_, approve),
            "Đã phê duyệt." if approve else "Đã từ chối.",
            "decide", id_, approve,
        )  # fmt: skip

    @rx.event
    async def renew(self, id_: str, name: str):
        """A new secret, shown until it is handed over."""
        self.problem, self.notice, self.secret = "", "", ""
        try:
            given = await partners.renew_secret(api(self, "officer"), id_)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("renew", id_, name)
                return
            self.problem = refused.message
            return
        self.secret_of, self.secret_id, self.secret = name, given.client_id, given.client_secret

    @rx.event
    def handed_over(self):
        """The secret is not shown again."""
        self.secret_of, self.secret_id, self.secret = "", "", ""

    @rx.event
    def begin_end(self, id_: str, name: str):
        """Asks for the reason of ending one."""
        self.ending, self.ending_name, self.ending_problem = id_, name, ""
        self.notice, self.problem = "", ""

    @rx.event
    def leave_end(self):
        """Does not end it."""
        self.ending = ""

    @rx.event
    async def end(self, form: dict[str, Any]):
        """Ends it at once."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 3:
            self.ending_problem = "Ghi lý do, ít nhất 3 ký tự."
            return
        await self._do(
            partners.revoke(api(self, "officer"), self.ending, reason),
            "Đã thu hồi; mã truy cập đang có cũng hết hiệu lực.",
            "end", form,
        )  # fmt: skip
        if self.notice:
            self.ending = ""

    async def _do(self, call: Any, done: str, handler: str, *given: object) -> None:
        self.problem, self.notice = "", ""
        try:
            await call
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again(handler, *given)
                return
            self.problem = refused.message
            return
        self.notice = done

    def _asked(self, form: dict[str, Any]) -> ProposeApiClient | None:
        typed = self.typed
        fields = [name.value for name in FIELDS if form.get(f"field-{name}") in ("on", True)]
        procedures = [p for p in typed["procedures"].replace(",", " ").split() if p]
        wanted: dict[str, Any] = {
            "agency_id": typed["agency_id"], "name": typed["name"], "contact": typed["contact"],
            "purpose": typed["purpose"], "method": typed["method"] or "secret",
            "keys": typed["keys"], "rate_class": typed["rate_class"] or RateClass.STANDARD.value,
            "scopes": [name.value for name in SCOPES if form.get(f"scope-{name}") in ("on", True)],
            "networks": typed["networks"].replace(",", " ").split(),
            "valid_days": int(typed["valid_days"]) if typed["valid_days"].isdigit() else 0,
            "grants": [FieldGrant(p, fields) for p in procedures] if fields else [],
        }  # fmt: skip
        types = {f.name: f.type for f in msgspec.structs.fields(ProposeApiClient)}
        wrong = {}
        for name, value in wanted.items():
            try:
                msgspec.convert(msgspec.to_builtins(value), types[name])
            except msgspec.ValidationError:
                wrong[name] = _HINTS.get(name, "Chưa đúng.")
        if not typed["agency_id"]:
            wrong["agency_id"] = _HINTS["agency_id"]
        self.errors = wrong
        return None if wrong else ProposeApiClient(**wanted)

    async def _read(self):
        self.rows = [_in_words(found) for found in await partners.clients(api(self, "officer"))]
        self.loaded = True


def _people(found: ApiClientShown) -> list[str]:
    said = [f"Đề nghị: {found.proposed_by}"]
    if found.decided_by:
        said.append(f"Quyết định: {found.decided_by}")
    if found.revoke_reason:
        said.append(f"Lý do thu hồi: {found.revoke_reason}")
    return said


def _in_words(found: ApiClientShown) -> Row:
    active = found.state == "active"
    grants = "; ".join(
        f"{'mọi thủ tục khác' if grant.procedure == '*' else grant.procedure}: "
        + ", ".join(FIELDS[name].vi.lower() for name in FIELDS if name in grant.fields)
        for grant in found.grants
    )
    return Row(
        id=found.id,
        name=found.name,
        about=f"{found.purpose} · {found.contact}",
        agency=found.agency,
        scopes="; ".join(label.vi for name, label in SCOPES.items() if name in found.scopes),
        grants=grants,
        networks=", ".join(found.networks) or "Từ mọi nơi",
        until=f"Đến {moment(found.valid_until)}",
        used=f"Dùng gần nhất {moment(found.last_used_at)}" if found.last_used_at else "Chưa dùng",
        state=found.state,
        state_label=found.state_label,
        people=". ".join(_people(found)),
        may_decide=found.may_decide,
        may_have_secret=active and found.method == "secret" and not found.sandbox,
        sandbox=found.sandbox,
        may_be_told=active and "dossiers:changes" in found.scopes,
        may_end=found.state in ("active", "waiting", "review", "expired"),
    )


RATES = [(name.value, label.vi) for name, label in RATE_LABELS.items()]
