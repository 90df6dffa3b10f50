"""Packages for the historical archive, and one person's data on their request."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import archive_packages, identity
from shared.client.base import ApiProblem
from shared.contracts.archive_packages import ExportPerson, Package, StartPackage
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import iso_day, moment, size


@dataclasses.dataclass
class Item:
    """One package in words."""

    id: str
    title: str
    about: str
    state: str
    chip: str
    percent: int
    making: bool
    ready: bool
    problem: str
    facts: str
    sha256: str
    to_confirm: bool
    receipt: str


@dataclasses.dataclass
class Agency:
    """An agency whose archive one keeps."""

    id: str
    name: str


class Packages(StepUpMixin, rx.State):
    """Packages, the newest first."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    export_error: str = ""
    busy: bool = False
    items: list[Item] = []
    agencies: list[Agency] = []
    may_pack: bool = False
    may_export: bool = False
    active: bool = False
    confirming: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads packages and where one may make them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        kept = {r.agency_id: r.agency_name for r in me.roles if r.role in ("clerk", "leader")}
        self.agencies = [Agency(id_, name) for id_, name in kept.items()]
        self.may_pack = bool(kept)
        self.may_export = any(r.role in ("leader", "auditor") for r in me.roles)
        await self._read()
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """How far the queue is."""
        if self.active:
            await self._read()

    async def _read(self) -> None:
        try:
            page = await archive_packages.packages(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.items = [_item(package) for package in page.items]
        self.active = any(item.making for item in self.items)

    @rx.event
    async def start(self, form: dict[str, Any]):
        """Has a package made; what was typed stays."""
        if self.busy:
            return
        self.busy, self.error = True, ""
        yield
        self.busy = False
        try:
            wanted = msgspec.convert(
                {
                    "agency_id": str(form.get("agency_id", "")),
                    "closed_from": iso_day(str(form.get("closed_from", "")).strip()),
                    "closed_to": iso_day(str(form.get("closed_to", "")).strip()),
                    "recipient": str(form.get("recipient", "")).strip(),
                },
                StartPackage,
            )
            await archive_packages.start(api(self, "officer"), wanted)
        except msgspec.ValidationError:
            self.error = "Ghi đủ nơi nhận và hai ngày dạng ngày/tháng/năm, ví dụ 05/03/2026."
            return
        except ApiProblem as refused:
            self.error = refused.message
            return
        await self._read()

    @rx.event
    async def export(self, form: dict[str, Any]):
        """Has one person's data gathered."""
        self.export_error = ""
        values = {name: str(form.get(name, "")).strip() for name in ("personal_id", "reason")}
        try:
            wanted = msgspec.convert(values, ExportPerson)
            await archive_packages.export_person(api(self, "officer"), wanted)
        except msgspec.ValidationError:
            self.export_error = "Ghi số định danh 12 chữ số và lý do, ít nhất 10 ký tự."
            return
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("export", values)
            else:
                self.export_error = refused.message
            return
        await self._read()

    @rx.event
    def confirm(self, id_: str):
        """Opens the field for the record of taking over."""
        self.confirming, self.error = id_, ""

    @rx.event
    async def received(self, form: dict[str, Any]):
        """Takes note that the historical archive has the package."""
        receipt = str(form.get("receipt", "")).strip()
        if len(receipt) < 3:
            self.error = "Ghi số biên bản giao nhận."
            return
        try:
            await archive_packages.confirm_receipt(api(self, "officer"), self.confirming, receipt)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.confirming = ""
        await self._read()


def _item(package: Package) -> Item:
    done = package.state == "done"
    facts = f"{package.total} hồ sơ, {size(package.size)}" if done else ""
    if package.expires_at and done:
        facts += f". Tải được đến {moment(package.expires_at)}"
    about = ", ".join(
        text for text in (package.agency_name, package.recipient, package.reason) if text
    )
    received = (
        f"Đã giao nhận {moment(package.received_at)}: {package.receipt}"
        if package.received_at
        else ""
    )
    return Item(
        package.id,
        f"{package.kind_label}: {package.title}",
        f"{about}. {package.asked_by}, {moment(package.asked_at)}",
        package.state_label,
        {"done": "ok", "failed": "bad", "expired": "waiting"}.get(package.state, "due_soon"),
        package.percent,
        package.state in ("waiting", "making"),
        done,
        package.problem,
        facts,
        package.sha256,
        done and package.kind == "handover" and not package.received_at,
        received,
    )
