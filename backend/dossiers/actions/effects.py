"""What each act does to a dossier beyond moving its state; called inside its transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ChannelContent
from backend.catalogue.queries import content_of
from backend.documents.actions import issue_result
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change, next_code_number
from backend.law.calendar import local
from backend.law.deadlines import Due, due_date, last_moment_to_extend, moment_words
from backend.law.dossier_code import dossier_code
from backend.law.search_text import search_text
from backend.organisation.queries import agency, competence
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from backend.registers.actions import enter_register
from backend.settings import settings
from shared.contracts import acts as inputs
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.states import State


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything an effect may look at."""

    connection: asyncpg.Connection
    actor: Actor | None
    row: asyncpg.Record
    state: State
    data: Any


Effect = Callable[[Situation, Change], Awaitable[None]]


async def accept(here: Situation, change: Change) -> None:
    """Checks the papers, gives the dossier its code and starts the clock (Điều 17.1.c, 26)."""
    data: inputs.Accept = here.data
    content = await content_of(here.row["procedure_version_id"])
    received = {component.key: component for component in data.components}
    errors = [
        field(f"/components/{c.key}", f"Chưa có hoặc chưa đạt: {c.name}.")
        for c in content.components
        if c.required and not (c.key in received and received[c.key].ok)
    ]
    known = {c.key for c in content.components}
    errors += [
        field(f"/components/{key}", "Giấy tờ này không thuộc thành phần hồ sơ.")
        for key in received
        if key not in known
    ]
    if errors:
        raise RuleBroken(
            "Chưa thể tiếp nhận vì thành phần hồ sơ chưa đủ. Hãy yêu cầu bổ sung hoặc từ chối.",
            en="The papers are not complete; ask for a supplement or refuse.",
            errors=errors,
            slug="components-incomplete",
        )
    await here.connection.executemany(
        "insert into component_check (id, tenant_id, dossier_id, component_key, ok, originals, "
        "certified, copies, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict (dossier_id, component_key) do update set ok = $5, originals = $6, "
        "certified = $7, copies = $8, note = $9",
        [
            (
                uuid7(), settings().tenant, here.row["id"], c.key, c.ok, c.originals,
                c.certified, c.copies, c.note,
            )
            for c in data.components
        ],
    )  # fmt: skip
    now = clock.now()
    receiving = await agency(here.row["receiving_agency_id"])
    number = await next_code_number(here.connection, receiving.code, now)
    await enter_register(here.connection, here.row, now)
    code = dossier_code(receiving.code, local(now).date(), number)
    change.columns |= {
        "code": code,
        "accepted_at": now,
        "search_text": f"{here.row['search_text']} {search_text(code)}",
    }
    due = await _full_term(here)
    if due is not None:
        change.due, change.due_reason = due, "Tiếp nhận hồ sơ"
        change.columns["due_original"] = due.at
    change.payload = {"code": code, "due_at": due.at.isoformat() if due else None}
    change.form_data = {
        "components": [
            {
                "name": c.name,
                "originals": received[c.key].originals,
                "certified": received[c.key].certified,
                "copies": received[c.key].copies,
            }
            for c in content.components
            if c.key in received and received[c.key].ok
        ],
    }


async def with_reason(here: Situation, change: Change) -> None:
    """Keeps the reason the law demands as the note everybody concerned sees."""
    change.note = here.data.reason.strip()
    change.columns["waiting_for"] = ""
    change.form_data = {"reason": change.note}


async def request_supplement(here: Situation, change: Change) -> None:
    """One full request with content, reason and date (Điều 17.2, 19.4)."""
    data: inputs.RequestSupplement = here.data
    before_acceptance = here.state is State.SUBMITTED
    if (
        not before_acceptance
        and here.row["supplement_requests"] >= 2
        and not data.legal_basis.strip()
    ):
        raise RuleBroken(
            "Đã yêu cầu bổ sung rồi; lần nữa phải ghi căn cứ pháp luật chuyên ngành.",
            en="A further request needs a basis in specialised law.",
            errors=[field("/legal_basis", "Ghi điều, khoản cho phép yêu cầu bổ sung thêm.")],
        )
    calendar = await working_calendar(here.row["receiving_agency_id"])
    until = calendar.closing(
        calendar.add_working_days(local(clock.now()).date(), data.answer_within_days)
    )
    listed = "; ".join(item.strip() for item in data.items)
    change.note = f"{listed}. Lý do: {data.reason.strip()}"
    change.columns["supplement_requests"] = here.row["supplement_requests"] + 1
    change.columns["waiting_for"] = f"{listed}. Hạn bổ sung: {moment_words(until)}."
    change.payload = {"items": data.items, "until": until.isoformat()}
    change.form_data = {
        "items": list(data.items),
        "reason": data.reason,
        "until": until.isoformat(),
        "legal_basis": data.legal_basis,
    }


async def supplement(here: Situation, change: Change) -> None:
    """The missing papers have come; in processing the term starts anew (Điều 19.4)."""
    change.columns["waiting_for"] = ""
    if here.state is State.SUPPLEMENT:
        due = await _full_term(here)
        if due is not None:
            change.due = due
            change.due_reason = "Đã nhận đủ giấy tờ bổ sung, tính lại thời hạn từ đầu"


async def transfer(here: Situation, change: Change) -> None:
    """Hands the dossier to a unit of the agency that resolves it (Điều 18)."""
    unit_id = as_uuid(here.data.unit_id, "/unit_id")
    who = await competence(here.row["procedure_code"], here.row["receiving_agency_id"])
    target = await here.connection.fetchrow(
        "select id, agency_id, name from unit where id = $1 and agency_id = $2 and not is_desk",
        unit_id,
        who.resolving_agency_id,
    )
    if target is None:
        raise RuleBroken(
            "Phòng, ban này không giải quyết thủ tục đã chọn.",
            errors=[field("/unit_id", "Chọn phòng, ban của cơ quan giải quyết.")],
        )
    change.columns["holding_agency_id"] = target["agency_id"]
    change.columns["holding_unit_id"] = target["id"]
    change.payload = {"unit_id": str(target["id"])}


async def assign(here: Situation, change: Change) -> None:
    """Names the officer who will resolve the dossier (Điều 19.1)."""
    officer_id = as_uuid(here.data.officer_id, "/officer_id")
    found = await here.connection.fetchrow(
        "select a.id, a.full_name, a.personal_id from account a "
        "join role_grant g on g.account_id = a.id and g.role = 'specialist' "
        "join officer_post p on p.account_id = a.id "
        "where a.id = $1 and p.unit_id = $2 and a.disabled_at is null",
        officer_id,
        here.row["holding_unit_id"],
    )
    if found is None:
        raise RuleBroken(
            "Chỉ phân công cho chuyên viên đang làm việc tại phòng giữ hồ sơ.",
            errors=[field("/officer_id", "Chọn một chuyên viên của phòng.")],
        )
    if found["personal_id"] and found["personal_id"] == here.row["applicant_personal_id"]:
        raise RuleBroken(
            "Không phân công cho chính người nộp hồ sơ.",
            errors=[field("/officer_id", "Chọn chuyên viên khác.")],
        )
    change.columns["executor_id"] = found["id"]
    change.payload = {"officer_id": str(found["id"])}


async def record_verification(here: Situation, change: Change) -> None:
    """The compulsory record of a verification (Điều 19.3.b)."""
    data: inputs.RecordVerification = here.data
    at = moment(data.happened_at, "/happened_at")
    if at > clock.now():
        raise RuleBroken(
            "Thời điểm xác minh ở tương lai.",
            errors=[field("/happened_at", "Ghi thời điểm đã xác minh.")],
        )
    change.note = (
        f"Thời gian: {moment_words(at)}. Địa điểm: {data.place}. "
        f"Thành phần: {data.participants}. Nội dung: {data.content}"
    )
    change.payload = {"happened_at": at.isoformat(), "place": data.place}


async def consult(here: Situation, change: Change) -> None:
    """Asks another agency, with content and time limit (Điều 19.5)."""
    data: inputs.Consult = here.data
    asked = await agency(as_uuid(data.agency_id, "/agency_id"))
    calendar = await working_calendar(here.row["holding_agency_id"])
    until = calendar.closing(
        calendar.add_working_days(local(clock.now()).date(), data.answer_within_days)
    )
    change.note = f"{asked.name}: {data.content.strip()}"
    change.columns["consulted_agency_id"] = UUID(asked.id)
    change.columns["waiting_for"] = f"Ý kiến của {asked.name}, hạn {moment_words(until)}."
    change.payload = {"agency_id": asked.id, "until": until.isoformat()}


async def answer_consultation(here: Situation, change: Change) -> None:
    """The consulted agency has answered."""
    change.note = here.data.answer.strip()
    change.columns["consulted_agency_id"] = None
    change.columns["waiting_for"] = ""


async def require_payment(here: Situation, change: Change) -> None:
    """Asks for a fee or charge; the clock does not stop for it (Điều 22)."""
    amount = f"{here.data.amount_vnd:,}".replace(",", ".")
    change.note = f"{amount} đồng. {here.data.reason.strip()}"
    change.columns["waiting_for"] = f"Nộp {amount} đồng: {here.data.reason.strip()}"
    change.payload = {"amount_vnd": here.data.amount_vnd}


async def record_payment(here: Situation, change: Change) -> None:
    """Keeps the number of the receipt that proves payment."""
    change.note = f"Biên lai {here.data.receipt_number.strip()}"
    change.columns["waiting_for"] = ""
    change.payload = {"receipt_number": here.data.receipt_number}


async def extend(here: Situation, change: Change) -> None:
    """Apologises and promises one new date, at least a day before the old one (Điều 19.9)."""
    data: inputs.Extend = here.data
    new = moment(data.new_due_at, "/new_due_at")
    old: datetime = here.row["due_at"]
    calendar = await working_calendar(here.row["holding_agency_id"])
    if clock.now() > last_moment_to_extend(calendar, old):
        raise RuleBroken(
            "Phải xin lỗi và hẹn lại chậm nhất 01 ngày trước khi hết hạn.",
            en="An extension must be made at least one day before the deadline.",
            slug="too-late-to-extend",
        )
    if new <= old or not calendar.is_working_day(local(new).date()):
        raise RuleBroken(
            "Ngày hẹn lại phải là ngày làm việc sau hạn cũ.",
            errors=[field("/new_due_at", f"Chọn ngày làm việc sau {moment_words(old)}.")],
        )
    change.note = data.reason.strip()
    change.columns["extensions"] = here.row["extensions"] + 1
    change.due = Due(
        new,
        (
            f"Hạn cũ: {moment_words(old)}.",
            f"Cơ quan xin lỗi và hẹn lại một lần. Lý do: {change.note}",
            f"Hạn mới: {moment_words(new)}.",
        ),
    )
    change.due_reason = "Xin lỗi và hẹn lại ngày trả kết quả"
    change.form_data = {
        "reason": change.note,
        "old_due_at": old.isoformat(),
        "new_due_at": new.isoformat(),
    }


async def finish(here: Situation, change: Change) -> None:
    """Issues the result document; the dossier goes back to the receiving desk (Điều 20.5)."""
    data: inputs.Finish = here.data
    code = await issue_result(
        here.connection,
        dossier_id=here.row["id"],
        document_id=as_uuid(data.document_id, "/document_id"),
        title=data.title,
        number=data.number,
    )
    change.note = change.note or f"{data.title} số {data.number}"
    change.payload = {"verification_code": code, "number": data.number}


async def hand_over(here: Situation, change: Change) -> None:
    """Gives the result to the applicant and keeps the proof (Điều 20)."""
    data: inputs.HandOver = here.data
    if data.method not in set(Delivery):
        raise RuleBroken(
            "Cách trả kết quả không đúng.", errors=[field("/method", "Chọn một cách trả kết quả.")]
        )
    if data.method != Delivery.DESK and not data.proof.strip():
        raise RuleBroken(
            "Cần ghi bằng chứng đã trả kết quả.",
            errors=[field("/proof", "Ghi mã vận đơn hoặc mã thông báo đã gửi.")],
        )
    change.columns["returned_at"] = clock.now()
    change.note = f"Người nhận: {data.received_by.strip()}. {data.proof.strip()}".strip()
    change.payload = {"method": data.method, "received_by": data.received_by, "proof": data.proof}


async def reopen(here: Situation, change: Change) -> None:
    """Takes back a result not yet handed over, to correct it (Điều 21)."""
    await with_reason(here, change)
    change.columns["finished_at"] = None
    await here.connection.execute(
        "update result set withdrawn_at = $2 where dossier_id = $1 and withdrawn_at is null",
        here.row["id"],
        clock.now(),
    )


async def clear_waiting(_here: Situation, change: Change) -> None:
    """Nothing is waited for any more."""
    change.columns["waiting_for"] = ""


def moment(text: str, pointer: str) -> datetime:
    """A moment sent as text with its offset. Raises RuleBroken pointing at it."""
    try:
        return local(datetime.fromisoformat(text))
    except ValueError:
        raise RuleBroken(
            "Ngày giờ không đúng. Vui lòng chọn lại.",
            errors=[field(pointer, "Ngày giờ phải có thật và có múi giờ.")],
        ) from None


async def _full_term(here: Situation) -> Due | None:
    content = await content_of(here.row["procedure_version_id"])
    entry: ChannelContent | None = content.channel(Channel(here.row["channel"]))
    if entry is None or entry.duration is None:
        entry = next((c for c in content.channels if c.duration is not None), None)
    if entry is None or entry.duration is None:
        return None
    calendar = await working_calendar(here.row["receiving_agency_id"])
    return due_date(calendar, clock.now(), entry.duration)


EFFECTS: dict[Act, Effect] = {
    Act.ACCEPT: accept,
    Act.REFUSE: with_reason,
    Act.REQUEST_SUPPLEMENT: request_supplement,
    Act.SUPPLEMENT: supplement,
    Act.EXPIRE_SUPPLEMENT: with_reason,
    Act.TRANSFER: transfer,
    Act.ASSIGN: assign,
    Act.RECORD_VERIFICATION: record_verification,
    Act.CONSULT: consult,
    Act.ANSWER_CONSULTATION: answer_consultation,
    Act.REQUIRE_PAYMENT: require_payment,
    Act.RECORD_PAYMENT: record_payment,
    Act.EXTEND: extend,
    Act.SEND_BACK: with_reason,
    Act.FINISH: finish,
    Act.REOPEN_BEFORE_HAND_OVER: reopen,
    Act.HAND_OVER: hand_over,
    Act.REJECT: with_reason,
    Act.REQUEST_WITHDRAWAL: with_reason,
    Act.GRANT_WITHDRAWAL: clear_waiting,
    Act.DENY_WITHDRAWAL: with_reason,
    Act.STOP: with_reason,
}
