"""Agencies' own identity providers on screen: proposed, decided, ended; officers linked."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import agency_providers, organisation
from shared.client.base import ApiProblem
from shared.contracts.agency_providers import LinkOfficer, ProposeProvider, ProviderShown
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up

_FIELDS = ("agency_id", "name", "issuer", "client_id", "client_secret")
_HINTS = {
    "agency_id": "Chọn cơ quan.",
    "name": "Ghi tên hiện trên trang đăng nhập.",
    "issuer": "Ghi địa chỉ đầy đủ, ví dụ https://dangnhap.coquan.gov.vn.",
    "client_id": "Ghi client_id được cấp.",
    "client_secret": "Ghi client_secret được cấp, ít nhất 8 ký tự.",
}


@dataclasses.dataclass
class Linked:
    """An officer who may come in by a provider."""

    id: str
    provider: str
    name: str
    username: str
    subject: str


@dataclasses.dataclass
class Provider:
    """One provider in words."""

    id: str
    name: str
    about: str
    factor: str
    state: str
    state_label: str
    may_decide: bool
    is_active: bool
    officers: list[Linked]


class Providers(StepUpMixin, rx.State):
    """Providers, proposals, links."""

    rows: list[Provider] = []
    agencies: dict[str, str] = {}
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the providers and the agencies to choose from."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
            found = await organisation.agencies(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.agencies = {a.id: a.name for a in found}

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """Asks for a provider to be let in; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors = "", "", {}
        typed = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        self.typed = {name: value for name, value in typed.items() if name != "client_secret"}
        types = {f.name: f.type for f in msgspec.structs.fields(ProposeProvider)}
        for name, value in typed.items():
            try:
                msgspec.convert(value, types[name])
            except msgspec.ValidationError:
                self.errors = self.errors | {name: _HINTS[name]}
            if not value:
                self.errors = self.errors | {name: _HINTS[name]}
        if self.errors:
            return
        vouches = form.get("vouches") in ("on", True)
        data = ProposeProvider(**typed, vouches_second_factor=vouches)
        done = "Đã gửi đề nghị. Có hiệu lực khi người thứ hai phê duyệt."
        if await self._do(
            agency_providers.propose(api(self, "officer"), data), done, "propose", form
        ):
            self.typed = {}

    @rx.event
    async def decide(self, id_: str, approve: bool):
        """The second person's word."""
        call = agency_providers.decide(api(self, "officer"), id_, approve)
        await self._do(call, "Đã phê duyệt." if approve else "Đã từ chối.", "decide", id_, approve)

    @rx.event
    async def end(self, id_: str):
        """Nobody comes in by it any more."""
        call = agency_providers.end(api(self, "officer"), id_)
        await self._do(call, "Đã ngừng; ai vào bằng lối này phải đăng nhập lại.", "end", id_)

    @rx.event
    async def link(self, form: dict[str, Any]):
        """Says who an officer is there."""
        id_ = str(form.get("provider", ""))
        username, subject = (str(form.get(n, "")).strip() for n in ("username", "subject"))
        if len(username) < 2 or not subject:
            self.problem = "Ghi tên đăng nhập của cán bộ và định danh (sub) ở cơ quan."
            return
        call = agency_providers.link(api(self, "officer"), id_, LinkOfficer(username, subject))
        await self._do(call, "Đã liên kết.", "link", form)

    @rx.event
    async def unlink(self, provider_id: str, id_: str):
        """The officer no longer comes in that way."""
        call = agency_providers.unlink(api(self, "officer"), provider_id, id_)
        await self._do(call, "Đã gỡ liên kết.", "unlink", provider_id, id_)

    async def _do(self, call: Any, done: str, handler: str, *given: object) -> bool:
        self.problem, self.notice = "", ""
        try:
            await call
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again(handler, *given)
                return False
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return False
        self.notice = done
        return True

    async def _read(self):
        found = await agency_providers.providers(api(self, "officer"))
        self.rows = [_in_words(p) for p in found]
        self.loaded = True


def _in_words(p: ProviderShown) -> Provider:
    return Provider(
        id=p.id,
        name=p.name,
        about=f"{p.agency} · {p.issuer} · {p.client_id} · đề nghị: {p.proposed_by}",
        factor="Tin yếu tố thứ hai của cơ quan"
        if p.vouches_second_factor
        else "Luôn hỏi mã xác thực của hệ thống này",
        state=p.state,
        state_label=p.state_label,
        may_decide=p.may_decide,
        is_active=p.state == "active",
        officers=[Linked(o.id, p.id, o.full_name, o.username, o.subject) for o in p.officers],
    )
