"""The dossier a rating is about, as it stands now, and whose work it was."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import blind, opened
from backend.settings import settings
from shared.contracts.ratings import RatingAsk
from shared.vocabulary.acts import Act

_SELECT = """
select d.id, d.state, coalesce(d.code, d.reference) as code, d.procedure_code, d.procedure_name,
    d.receiving_agency_id, d.holding_agency_id, d.holding_unit_id, d.executor_id, d.returned_at,
    d.applicant_id, d.applicant_key, d.applicant_name, d.applicant_personal_id, d.applicant_phone,
    d.applicant_email, d.applicant_address, g.name as agency_name,
    exists (select from rating r where r.dossier_id = d.id) as rated
from dossier d join agency g on g.id = d.receiving_agency_id
where d.tenant_id = $1 and
"""
_WORKED = """
select a.id, a.personal_id, array_agg(e.act) as acts from dossier_event e
join account a on a.id = e.actor_id where e.dossier_id = $1 and a.kind = 'officer'
group by a.id, a.personal_id order by a.id limit 100
"""
# Whoever only let others do it is not who the citizen met.
_OF_HEADS = frozenset({Act.ASSIGN, Act.APPROVE, Act.SEND_BACK, Act.FINISH})
ANSWERS = {
    "open": "",
    "done": "Hồ sơ này đã được đánh giá. Cảm ơn Ông/Bà đã dành thời gian.",
    "early": "Hồ sơ chưa trả kết quả nên chưa đánh giá được. Mời Ông/Bà quay lại sau khi nhận kết "
    "quả.",
    "expired": "Đường dẫn đánh giá đã hết hạn. Ông/Bà vẫn đánh giá được trong trang hồ sơ khi đăng "
    "nhập, hoặc tại ki-ốt của Bộ phận Một cửa.",
    "resting": "",
}
RESTING = RatingAsk("resting", "", "", "", "")


async def by_id(dossier_id: UUID | None) -> asyncpg.Record:
    """The dossier by id. Raises NotFound."""
    row = await fetch_row(f"{_SELECT} d.id = $2", settings().tenant, dossier_id)
    if row is None:
        raise no_such()
    return row


async def of_citizen(actor: Actor, dossier_id: UUID) -> asyncpg.Record:
    """A dossier of the caller's own. Raises NotFound."""
    row = await by_id(dossier_id)
    if row["applicant_id"] != actor.account_id:
        raise no_such()
    return row


async def by_code(code: str) -> asyncpg.Record | None:
    """The dossier with the code of a receipt."""
    return await fetch_row(f"{_SELECT} d.code = $2", settings().tenant, code.strip().upper())


def ask(row: asyncpg.Record, *, expired: bool = False) -> RatingAsk:
    """What is shown before somebody rates: nothing of the person."""
    state = "done" if row["rated"] else "early" if not handed_over(row) else "open"
    if state == "open" and expired:
        state = "expired"
    return RatingAsk(state, row["code"], row["procedure_name"], row["agency_name"], ANSWERS[state])


def handed_over(row: asyncpg.Record) -> bool:
    """Whether its result was handed over."""
    return row["state"] == "returned" and row["returned_at"] is not None


def just_now(row: asyncpg.Record, within: timedelta) -> bool:
    """Whether that was a moment ago."""
    return handed_over(row) and clock.now() - row["returned_at"] <= within


def digits_fit(row: asyncpg.Record, digits: str) -> bool:
    """Whether these are the last four digits of the applicant's phone or personal number."""
    known = (opened(row, "dossier.applicant_phone"), opened(row, "dossier.applicant_personal_id"))
    return any(len(number) >= 8 and number.endswith(digits) for number in known)


async def who_worked(row: asyncpg.Record) -> tuple[list[UUID], UUID | None, bool]:
    """The officers whose work on the dossier it was, the one who handed it over, and whether the
    applicant is one of all who acted: nobody rates their own work."""
    found = await fetch(_WORKED, row["id"])
    handed = next((one["id"] for one in found if Act.HAND_OVER in one["acts"]), None)
    own = bool(row["applicant_key"]) and row["applicant_key"] in {
        blind(number) for one in found if (number := opened(one, "account.personal_id"))
    }
    people = {one["id"] for one in found if set(one["acts"]) - _OF_HEADS}
    people |= {row["executor_id"]} - {None}
    return sorted(people), handed, own


def no_such() -> NotFound:
    """A dossier, link or tablet that is not there for the caller."""
    return NotFound(
        "Không tìm thấy hồ sơ để đánh giá. Hãy kiểm tra lại mã trên giấy hẹn.",
        en="There is nothing to rate here.",
        slug="nothing-to-rate",
    )
