"""Whose particulars they are: as they hold now, whose they are to change, and what would come of
changing them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.organisation.queries import CLOSED_STATES
from backend.organisation.renaming import CONTACTS, portal_as_said
from backend.particulars.rules import EVERYBODY
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.proposals.rules import APPROVERS, Subject
from backend.settings import settings
from shared.vocabulary.particulars import ParticularsKind
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role

PORTAL_KEY = "cong"
WRITERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
READERS = APPROVERS
# Who keeps the organisation names its rooms; what the portal says is the catalogue's as well.
_EDITORS = {ParticularsKind.PORTAL: WRITERS}
_FROM = {
    ParticularsKind.AGENCY: "select g.id, g.id as agency_id, g.parent_id, g.name as title, "
    f"g.code as place, {', '.join('g.' + name for name in CONTACTS)} from agency g "
    "where g.tenant_id = $1 and g.id = $2 and g.ended_on is null and not g.demonstration",
    ParticularsKind.UNIT: "select u.id, g.id as agency_id, g.parent_id, u.name as title, "
    "g.name as place, u.name from unit u join agency g on g.id = u.agency_id "
    "where u.tenant_id = $1 and u.id = $2 and u.dissolved_at is null and not g.demonstration",
    ParticularsKind.POSITION: "select a.id, g.id as agency_id, g.parent_id, a.full_name as title, "
    "u.name || ', ' || g.name as place, p.position from officer_post p "
    "join account a on a.id = p.account_id join unit u on u.id = p.unit_id "
    "join agency g on g.id = u.agency_id where p.tenant_id = $1 and a.id = $2 "
    "and a.disabled_at is null and not g.demonstration",
}
_NAMES = {
    ParticularsKind.AGENCY: CONTACTS,
    ParticularsKind.UNIT: ("name",),
    ParticularsKind.POSITION: ("position",),
}
_COUNTS = {
    ParticularsKind.AGENCY: f"select count(*) from dossier where receiving_agency_id = $1 "
    f"and state not in {CLOSED_STATES}",
    ParticularsKind.UNIT: f"select count(*) from dossier where holding_unit_id = $1 "
    f"and state not in {CLOSED_STATES}",
    ParticularsKind.POSITION: "select count(*) from officer_post p join unit u on u.id = p.unit_id "
    "join officer_post o on o.account_id = $1 join unit ou on ou.id = o.unit_id "
    "where u.agency_id = ou.agency_id and p.position = o.position",
}


@dataclass(frozen=True, slots=True)
class About:
    """What can be changed: where it belongs and what holds now."""

    kind: ParticularsKind
    key: str
    title: str
    place: str
    current: dict[str, str]

    @property
    def id(self) -> UUID:
        """Of the agency, unit or account; the portal has none."""
        return UUID(self.key)

    @property
    def subject(self) -> Subject:
        """As what a proposal is about."""
        return Subject(
            ProposalSubject.PARTICULARS, f"{self.kind}/{self.key}", editors_of(self.kind)
        )


def editors_of(kind: ParticularsKind) -> tuple[Role, ...]:
    """Who writes particulars of a kind."""
    return _EDITORS.get(kind, (Role.SYSTEM_ADMIN,))


def kind_of(text: str) -> ParticularsKind:
    """The kind of an address. Raises NotFound."""
    try:
        return ParticularsKind(text)
    except ValueError:
        raise _not_there() from None


async def about(actor: Actor, kind: ParticularsKind, key: str, *, writing: bool = False) -> About:
    """What the caller may see, or (`writing`) change. Raises NotFound."""
    roles = editors_of(kind) if writing else READERS
    mine = set(actor.agencies(*roles))
    if kind is ParticularsKind.PORTAL:
        if key != PORTAL_KEY or not actor.has_for_all(*roles):
            raise _not_there()
        current = await portal_as_said()
        return About(kind, key, current["portal_name"], "Cả tỉnh", current)
    found = await _row(kind, key)
    if found is None or mine.isdisjoint((found["agency_id"], found["parent_id"])):
        raise _not_there()
    return _about(kind, key, found)


async def about_for_the_system(kind: ParticularsKind, key: str) -> About | None:
    """The same for what was approved; None where it is no more."""
    if kind is ParticularsKind.PORTAL:
        return About(kind, key, "", "", await portal_as_said())
    found = await _row(kind, key)
    return _about(kind, key, found) if found is not None else None


async def effects_of(this: About, new: dict[str, str]) -> list[str]:
    """What a change would come to, in sentences."""
    if this.kind is ParticularsKind.PORTAL:
        return [
            "Đầu trang, chân trang, trang Liên hệ của Cổng và thư gửi người dân đổi từ ngày áp "
            "dụng; thư đã gửi giữ nội dung cũ."
        ]
    row = await fetch_row(_COUNTS[this.kind], this.id)
    count = row[0] if row is not None else 0
    if this.kind is ParticularsKind.AGENCY:
        return [
            f"{count} hồ sơ đang mở: giấy in từ ngày áp dụng ghi liên hệ mới, giấy đã phát hành "
            "giữ nguyên.",
            "Trang Liên hệ, nơi nộp hồ sơ, lịch hẹn và nhãn bưu chính lấy theo nội dung mới.",
        ]
    if this.kind is ParticularsKind.UNIT:
        return [
            f"{count} hồ sơ phòng đang giữ hiện tên mới từ ngày áp dụng.",
            "Nhật ký, phiếu kiểm soát, số liệu của ngày trước đó giữ tên cũ; báo cáo, tìm kiếm "
            "của cả hai tên chỉ về cùng một phòng.",
        ]
    many = count if new.get(EVERYBODY) else 1
    return [
        f"Áp dụng cho {many} người. Giấy tờ đã ký giữ chức vụ lúc ký; chức vụ cũ còn trong lịch sử."
    ]


async def _row(kind: ParticularsKind, key: str) -> Any:
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return await fetch_row(_FROM[kind], settings().tenant, wanted)


def _about(kind: ParticularsKind, key: str, row: Any) -> About:
    current = {name: row[name] or "" for name in _NAMES[kind]}
    return About(kind, str(UUID(key)), row["title"], row["place"], current)


def _not_there() -> NotFound:
    return NotFound(
        "Không có mục này trong phạm vi bạn quản trị.",
        en="There is no such thing among what you keep.",
    )
