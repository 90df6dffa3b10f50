"""What each act does to a dossier beyond moving its state; called inside its transaction."""

from datetime import datetime

from backend.catalogue.queries import content_of
from backend.dossiers.actions import returning
from backend.dossiers.actions.consulting import (
    answer_consultation,
    close_consultation,
    consult,
)
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.fees import record_payment, require_payment
from backend.dossiers.actions.joint import cancel_task, complete_task, entrust
from backend.dossiers.actions.journal import Change, next_code_number
from backend.dossiers.actions.participants import assign, contribute
from backend.dossiers.actions.situation import Effect, Situation, full_term, moment
from backend.dossiers.actions.succeeding import change_agency, take_over
from backend.dossiers.actions.supplementing import request_supplement, supplement
from backend.dossiers.due_steps import steps_of
from backend.dossiers.needs import needs_of
from backend.dossiers.personal import given
from backend.forms.queries import form
from backend.law.calendar import local
from backend.law.deadlines import (
    Due,
    Promise,
    extended_due_date,
    followed,
    last_moment_to_extend,
    moment_words,
    transfer_by,
)
from backend.law.dossier_code import dossier_code
from backend.law.search_text import search_text
from backend.organisation.queries import agency, competence_of_open
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from backend.regimes.queries import rules_of, version_of
from backend.registers.actions import enter_register
from backend.results import standing
from backend.settings import settings
from shared.contracts import acts as inputs
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel
from shared.vocabulary.needs import Need
from shared.vocabulary.time_units import TimeUnit


async def accept(here: Situation, change: Change) -> None:
    """Checks the papers, gives the dossier its code and starts the clock (Điều 17.1.c, 26)."""
    data: inputs.Accept = here.data
    content = await content_of(here.row["procedure_version_id"])
    form_id = here.row["form_id"]
    answers = given(here.row, await form(form_id) if form_id is not None else None)
    needs = needs_of(here.row, content, answers)
    received = {component.key: component for component in data.components}
    errors = [
        field(f"/components/{c.key}", f"Cần có và đạt: {c.name}.")
        for c in content.components
        if needs[c.key] is Need.REQUIRED and not (c.key in received and received[c.key].ok)
    ]
    known = {c.key for c in content.components}
    errors += [
        field(f"/components/{key}", "Giấy tờ này không thuộc thành phần hồ sơ; hãy bỏ ra.")
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
        "certified, copies, note, to_return) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "on conflict (dossier_id, component_key) do update set ok = $5, originals = $6, "
        "certified = $7, copies = $8, note = $9, to_return = $10",
        [
            (
                uuid7(), settings().tenant, here.row["id"], c.key, c.ok, c.originals,
                c.certified, c.copies, c.note, c.to_return,
            )
            for c in data.components
        ],
    )  # fmt: skip
    now = clock.now()
    receiving = await agency(here.row["receiving_agency_id"])
    number = await next_code_number(here.connection, receiving.code, now)
    await enter_register(here.connection, here.row, now)
    code = dossier_code(receiving.code, local(now).date(), number)
    calendar = await working_calendar(here.row["receiving_agency_id"])
    change.columns |= {
        "code": code,
        "accepted_at": now,
        "act_by": transfer_by(calendar, now, rules_of(here.row).afternoon_limit),
        "search_text": f"{here.row['search_text']} {search_text(code)}",
    }
    due = await full_term(here)
    if due is not None:
        change.due, change.due_reason = due, "Tiếp nhận hồ sơ"
        change.columns["due_original"] = due.at
    entry = content.channel(Channel(here.row["channel"])) or next(iter(content.channels), None)
    if entry is not None and entry.unit is TimeUnit.SAME_DAY:
        change.issues_form = data.receipt_wanted  # Điều 17.4: only when the applicant asks
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


async def with_reason_while_open(here: Situation, change: Change) -> None:
    """Keeps the reason; what is waited for stays as it is."""
    change.note = here.data.reason.strip()


async def transfer(here: Situation, change: Change) -> None:
    """Hands the dossier to a unit of the agency that resolves it (Điều 18)."""
    unit_id = as_uuid(here.data.unit_id, "/unit_id")
    who = await competence_of_open(here.row["procedure_code"], here.row["receiving_agency_id"])
    target = await here.connection.fetchrow(
        "select id, agency_id, name from unit where id = $1 and agency_id = $2 and not is_desk "
        "and dissolved_at is null for share",
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
    change.columns["transferred_at"] = clock.now()
    change.payload = {"unit_id": str(target["id"])}
    await standing.left_desk(here.connection, here.row["id"])


async def record_verification(here: Situation, change: Change) -> None:
    """The compulsory record of a verification (Điều 19.3.b)."""
    data: inputs.RecordVerification = here.data
    at = moment(data.happened_at, "/happened_at")
    # Officers write round hours: on the day of acceptance any hour of it will do.
    if at > clock.now() or at.date() < local(here.row["accepted_at"]).date():
        raise RuleBroken(
            "Thời điểm xác minh phải sau khi tiếp nhận hồ sơ và không ở tương lai.",
            en="The verification lies before the acceptance or in the future.",
            errors=[field("/happened_at", "Ghi thời điểm đã xác minh.")],
        )
    change.note = (
        f"Thời gian: {moment_words(at)}. Địa điểm: {data.place}. "
        f"Thành phần: {data.participants}. Nội dung: {data.content}"
    )
    change.payload = {"happened_at": at.isoformat(), "place": data.place}


async def extend(here: Situation, change: Change) -> None:
    """Apologises and promises one new date, at least a day before the old one (Điều 19.9)."""
    data: inputs.Extend = here.data
    new = moment(data.new_due_at, "/new_due_at")
    old: datetime = here.row["due_at"]
    calendar = await working_calendar(here.row["receiving_agency_id"])
    days = rules_of(here.row).extension_notice_days
    if clock.now() > last_moment_to_extend(calendar, old, days):
        raise RuleBroken(
            f"Phải xin lỗi và hẹn lại chậm nhất {days:02d} ngày trước khi hết hạn.",
            en="An extension must be made some days before the deadline.",
            slug="too-late-to-extend",
        )
    if new <= old or not calendar.is_working_day(local(new).date()):
        raise RuleBroken(
            "Ngày hẹn lại phải là ngày làm việc sau hạn cũ.",
            errors=[field("/new_due_at", f"Chọn ngày làm việc sau {moment_words(old)}.")],
        )
    change.note = data.reason.strip()
    change.columns["extensions"] = here.row["extensions"] + 1
    change.due = extended_due_date(calendar, old, Promise(new, change.note))
    change.due_reason = "Xin lỗi và hẹn lại ngày trả kết quả"
    change.form_data = {
        "reason": change.note,
        "old_due_at": old.isoformat(),
        "new_due_at": new.isoformat(),
    }


async def recalculate(here: Situation, change: Change) -> None:
    """The due date that the same steps lead to under the calendar of now, and the regime."""
    rules = rules_of(here.row)
    if here.data.regime:
        new = await version_of(here.data.regime, here.data.regime_version)
        if (new.key, new.version) != (rules.key, rules.version):
            change.columns |= {"regime": new.key, "regime_version": new.version}
            change.payload = {
                "regime": {"from": rules.key, "to": new.key},
                "regime_version": {"from": rules.version, "to": new.version},
            }
        rules = new
    steps = steps_of(
        await here.connection.fetch(
            "select kind, since, until, amount, unit, ground, due_at from due_date "
            "where dossier_id = $1 order by set_at, id",
            here.row["id"],
        )
    )
    change.note = here.data.reason.strip()
    if steps is None:
        return
    calendar = await working_calendar(here.row["receiving_agency_id"])
    due = followed(calendar, steps, rules.afternoon_limit)
    old: datetime = here.row["due_at"]
    if due.at.replace(microsecond=0) == old.replace(microsecond=0):
        return
    change.due = Due(due.at, (f"Tính lại. Lý do: {change.note}", *due.explanation), None)
    change.due_reason = "Tính lại hạn trả"
    change.payload |= {"old_due_at": old.isoformat(), "new_due_at": due.at.isoformat()}


async def clear_waiting(_here: Situation, change: Change) -> None:
    """Nothing is waited for any more."""
    change.columns["waiting_for"] = ""


EFFECTS: dict[Act, Effect] = {
    Act.ACCEPT: accept,
    Act.REFUSE: with_reason,
    Act.REQUEST_SUPPLEMENT: request_supplement,
    Act.SUPPLEMENT: supplement,
    Act.EXPIRE_SUPPLEMENT: with_reason,
    Act.RESOLVE_AT_DESK: returning.resolve_at_desk,
    Act.TRANSFER: transfer,
    Act.ASSIGN: assign,
    Act.RECORD_VERIFICATION: record_verification,
    Act.CONSULT: consult,
    Act.ANSWER_CONSULTATION: answer_consultation,
    Act.CLOSE_CONSULTATION: close_consultation,
    Act.CONTRIBUTE: contribute,
    Act.ENTRUST: entrust,
    Act.COMPLETE_TASK: complete_task,
    Act.CANCEL_TASK: cancel_task,
    Act.REQUIRE_PAYMENT: require_payment,
    Act.RECORD_PAYMENT: record_payment,
    Act.EXTEND: extend,
    Act.SUBMIT_FOR_APPROVAL: returning.submit_for_approval,
    Act.APPROVE: returning.approve,
    Act.SEND_BACK: returning.send_back,
    Act.FINISH: returning.finish,
    Act.REOPEN_BEFORE_HAND_OVER: returning.reopen,
    Act.HAND_OVER: returning.hand_over,
    Act.REJECT: with_reason,
    Act.REQUEST_WITHDRAWAL: with_reason,
    Act.GRANT_WITHDRAWAL: clear_waiting,
    Act.DENY_WITHDRAWAL: with_reason,
    Act.STOP: with_reason,
    Act.RECORD_LOSS: with_reason_while_open,
    Act.RECALCULATE: recalculate,
    Act.TAKE_OVER: take_over,
    Act.CHANGE_AGENCY: change_agency,
}
