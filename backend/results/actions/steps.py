"""What a signature does to a draft: the leader's approves it, the seal gives a number and issues.

Seen, approved and signed are one file. Each step is made ready, signed elsewhere, and kept in one
transaction; how many are signed at once is no matter of a step.
"""

import io
from datetime import datetime, timedelta
from typing import Any, Protocol, Self
from uuid import UUID

import asyncpg
from anyio import to_thread
from pypdf import PdfReader

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.store import store
from backend.dossiers.actions.perform import perform_within
from backend.organisation.queries import agency
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, Unavailable
from backend.results import numbers, queries
from backend.results.actions.changing import issued, replaced
from backend.results.actions.drafting import kept_file, require_seen, require_view
from backend.results.actions.signatures import keep_signature
from backend.results.letterhead import letterhead
from backend.results.rendering import render
from backend.results.rules import at_desk
from backend.settings import settings
from backend.signing.pades import OFFICER, SEAL, Job, Signed
from backend.signing.signatory import Signatory
from shared.contracts import acts
from shared.contracts.results import SignResult
from shared.vocabulary.acts import Act
from storage.objects import StorageError, object_key


class Step(Protocol):
    """One draft about to be signed: `who` signs, `seen` is the digest they were shown."""

    what: str
    dossier_id: UUID
    here: queries.Place
    draft: Any
    who: Signatory

    async def job(self) -> Job:
        """The file and what is drawn on it. Raises Unavailable."""

    async def keep(self, made: Signed) -> None:
        """Keeps what was signed and does what follows from it. Raises Conflict, Unavailable."""

    async def let_go(self) -> None:
        """Nothing was signed: gives back what was held for it."""


class _Ready:
    """What both steps have in common; made by `of`."""

    def __init__(
        self, actor: Actor, dossier_id: UUID, data: SignResult, here: queries.Place,
        who: Signatory, seen: bytes,
    ) -> None:  # fmt: skip
        self.actor, self.dossier_id, self.data = actor, dossier_id, data
        self.here, self.draft, self.who, self.seen = here, here.draft, who, seen

    @classmethod
    async def of(cls, actor: Actor, dossier_id: UUID, data: SignResult) -> Self:
        """Raises NotFound, Forbidden, Conflict when file or dossier changed since, RuleBroken."""
        here = await queries.place(actor, dossier_id)
        if why_not := cls.why_not(here):
            raise Forbidden(why_not, slug="not-now")
        seen = require_seen(here.draft, data.sha256)
        await require_view(here.draft, actor, seen)
        _same_dossier(here, data)
        who = await signatory(actor, here, seal=cls is Issue)
        return cls(actor, dossier_id, data, here, who, seen)

    @classmethod
    def why_not(cls, here: queries.Place) -> str:
        """Why the caller may not; empty when they may."""
        raise NotImplementedError


class Approval(_Ready):
    """The leader signs; that approves the dossier (Điều 19.2)."""

    what = "sign"

    @classmethod
    def why_not(cls, here: queries.Place) -> str:
        """As the rules say of signing."""
        return here.may.sign

    async def job(self) -> Job:
        """The file that was seen, with the leader's name drawn."""
        return Job(
            await kept_file(self.draft),
            OFFICER,
            "Ký kết quả giải quyết thủ tục hành chính",
            await _drawn("officer_stamp", self.who),
        )

    async def keep(self, made: Signed) -> None:
        """The draft is signed, the dossier approved."""
        key = object_key(settings().tenant, clock.now(), uuid7())
        try:
            stored = await store().put_bytes(key, made.content, "application/pdf")
        except StorageError as error:
            raise _store_busy() from error
        async with transaction() as connection:
            await _still(connection, self.dossier_id, self.draft, "open")
            await connection.execute(
                "update result_draft set state = 'signed', signed_key = $2, signed_sha256 = $3 "
                "where id = $1",
                self.draft["id"],
                key,
                stored.sha256,
            )
            await keep_signature(connection, self.actor, made, self.seen, draft_id=self.draft["id"])
            await record(connection, self.actor, "result.signed", subject_id=self.dossier_id)
            # On the spot there is nothing to approve before: who resolves at the desk issues.
            if self.draft["change_id"] is None and not at_desk(self.here.standing):
                act = acts.Approve(version=self.data.version)
                await perform_within(connection, self.actor, self.dossier_id, Act.APPROVE, act)

    async def let_go(self) -> None:
        """Nothing is held."""


class Issue(_Ready):
    """The agency's seal with the number; the file is locked in the store (Điều 20.5)."""

    what = "seal"
    _held: tuple[UUID, str, int, int, UUID] | None = None
    _number = ""

    @classmethod
    def why_not(cls, here: queries.Place) -> str:
        """As the rules say of sealing."""
        return here.may.seal

    async def job(self) -> Job:
        """The signed file, with number, date and seal drawn; the number is held for it."""
        agency_id, kind = self.here.row["holding_agency_id"], await queries.kind_of(self.draft)
        year, count = await numbers.hold(agency_id, kind.symbol, self.draft["id"])
        self._held = (agency_id, kind.symbol, year, count, self.draft["id"])
        self._number = f"{count:02d}/{kind.symbol}"
        drawing = await _drawn(
            "seal_stamp",
            self.who,
            number=self._number,
            place_date=await _place_date(agency_id),
        )
        return Job(await kept_file(self.draft), SEAL, f"Phát hành số {self._number}", drawing)

    async def keep(self, made: Signed) -> None:
        """The number is used for good, the file is the dossier's result."""
        kind = await queries.kind_of(self.draft)
        document_id = uuid7()
        key = object_key(settings().tenant, clock.now(), document_id)
        until = clock.now() + timedelta(days=settings().result_lock_days)
        try:
            stored = await store().put_locked(key, made.content, "application/pdf", until)
        except StorageError as error:
            raise _store_busy() from error
        async with transaction() as connection:
            await _still(connection, self.dossier_id, self.draft, "signed")
            if self._held is None or not await numbers.use(connection, *self._held):
                raise Conflict("Số kết quả đã hết thời gian giữ. Hãy đóng dấu lại.")
            await connection.execute(
                "insert into document (id, tenant_id, dossier_id, component_key, purpose, "
                "name, media_type, size, sha256, object_key, scan, pages, uploaded_by, "
                "uploaded_at) values ($1, $2, $3, '', 'result', $4, 'application/pdf', $5, $6, "
                "$7, 'clean', $8, $9, $10)",
                document_id,
                settings().tenant,
                self.dossier_id,
                f"{kind.title} {self._number.replace('/', '-')}.pdf",
                stored.size,
                stored.sha256,
                stored.key,
                len(PdfReader(io.BytesIO(made.content)).pages),
                self.actor.account_id,
                clock.now(),
            )
            await connection.execute(
                "update result_draft set state = 'issued', document_id = $2 where id = $1",
                self.draft["id"],
                document_id,
            )
            await keep_signature(connection, self.actor, made, self.seen, draft_id=self.draft["id"])
            await record(connection, self.actor, "result.sealed", subject_id=self.dossier_id)
            await self._follow(connection, document_id, kind.title)

    async def _follow(self, connection: asyncpg.Connection, document_id: UUID, title: str) -> None:
        change_id, number = self.draft["change_id"], self._number
        if change_id is not None:
            await replaced(connection, self.actor, change_id, document_id, title, number)
            return
        act = Act.RESOLVE_AT_DESK if at_desk(self.here.standing) else Act.FINISH
        finish = acts.Finish(
            version=self.data.version, document_id=str(document_id), title=title, number=number
        )
        await perform_within(connection, self.actor, self.dossier_id, act, finish)
        await issued(connection, self.actor, document_id, f"{title} số {number}")

    async def let_go(self) -> None:
        """The number is the next to be given out."""
        if self._held is not None:
            await numbers.let_go(*self._held)
            self._held = None


async def signatory(actor: Actor, here: queries.Place, *, seal: bool) -> Signatory:
    """Who signs there: the caller, or the agency by its seal."""
    of = await agency(here.row["holding_agency_id"])
    if seal:
        return Signatory(f"seal:{of.code}", of.name, of.name)
    return Signatory(actor.username, actor.full_name, of.name)


async def _drawn(template: str, who: Signatory, **more: str) -> bytes:
    data: dict[str, Any] = {
        "template": template,
        "name": who.name,
        "organisation": who.organisation,
        "at": f"{clock.now().astimezone(clock.VIETNAM):%H:%M:%S %d/%m/%Y}",
        **more,
    }
    return await to_thread.run_sync(render, data)


async def _place_date(agency_id: UUID) -> str:
    head = await letterhead(agency_id)
    day: datetime = clock.now().astimezone(clock.VIETNAM)
    return f"{head.place}, ngày {day:%d} tháng {day:%m} năm {day:%Y}"


async def _still(connection: asyncpg.Connection, dossier_id: UUID, draft: Any, state: str) -> None:
    """The dossier and the draft are locked, and the draft is the one that was signed."""
    await connection.execute("select 1 from dossier where id = $1 for update", dossier_id)
    same = await connection.fetchval(
        "select true from result_draft where id = $1 and version = $2 and state = $3 for update",
        draft["id"],
        draft["version"],
        state,
    )
    if not same:
        raise Conflict(
            "Bản dự thảo đã được sửa trong lúc ký nên chữ ký bị bỏ. Hãy mở lại để xem bản mới nhất "
            "rồi ký.",
            en="The draft was changed while it was being signed; the signature was dropped.",
            slug="draft-changed",
        )


def _same_dossier(here: queries.Place, data: SignResult) -> None:
    if here.row["version"] != data.version:
        raise Conflict(
            "Hồ sơ vừa được người khác cập nhật. Chưa ký gì. Hãy tải lại trang rồi ký.",
            en="Somebody has just updated this dossier; nothing was signed.",
            slug="version-conflict",
        )


def _store_busy() -> Unavailable:
    return Unavailable(
        "Kho tài liệu đang bận nên bản đã ký chưa được lưu; chữ ký bị bỏ. Hãy ký lại sau ít phút.",
        en="The document store is busy; nothing was kept.",
    )
