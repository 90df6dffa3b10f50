"""Asking for what is missing, once and in full, and what its arrival does to the clock."""

from datetime import datetime

from backend.catalogue.content import SupplementContent
from backend.catalogue.queries import content_of
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation, closing_after, full_term, resumed
from backend.dossiers.actions.supplement_list import settle_list, write_list
from backend.law.calendar import local
from backend.law.deadlines import moment_words
from backend.law.lifecycle import rule_for, source_in
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.problems import RuleBroken, field
from backend.regimes.queries import rules_of
from backend.vault.actions.asking_again import ask_again
from shared.contracts import acts as inputs
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State
from shared.vocabulary.time_units import SupplementPolicy


async def request_supplement(here: Situation, change: Change) -> None:
    """One full request with content, reason and date (Điều 17.2, 19.4).

    While processing it comes within 3 working days of receipt and once, unless specialised law
    says otherwise: that of the procedure, or one named in the request. Raises RuleBroken.
    """
    data: inputs.RequestSupplement = here.data
    if here.state is not State.SUBMITTED:
        await _may_still_ask(here, data)
        change.columns["in_process_requests"] = here.row["in_process_requests"] + 1
        special = await _specialised(here)
        change.stops_clock = special is None or special.policy is not SupplementPolicy.CONTINUE
        change.ground = data.legal_basis.strip() or (special.source if special else "")
    until = await closing_after(here.row["receiving_agency_id"], data.answer_within_days)
    lines = await write_list(here, data.items)
    await ask_again(here.connection, here.actor, here.row, data.items)
    listed = "; ".join(lines)
    change.note = f"{listed}. Lý do: {data.reason.strip()}"
    change.columns["supplement_requests"] = here.row["supplement_requests"] + 1
    change.columns["waiting_for"] = f"{listed}. Hạn bổ sung: {moment_words(until)}."
    change.columns["act_by"] = until
    change.payload = {"items": lines, "until": until.isoformat()}
    change.form_data = {
        "items": lines,
        "reason": data.reason,
        "until": until.isoformat(),
        "legal_basis": data.legal_basis,
    }


async def _may_still_ask(here: Situation, data: inputs.RequestSupplement) -> None:
    if data.legal_basis.strip():
        return
    rule = rules_of(here.row)
    special = await _specialised(here)
    allowed = (special.requests if special else None) or rule.requests_in_process
    if here.row["in_process_requests"] >= allowed:
        raise RuleBroken(
            "Đã yêu cầu bổ sung rồi; lần nữa phải ghi căn cứ pháp luật chuyên ngành.",
            en="A further request needs a basis in specialised law.",
            errors=[field("/legal_basis", "Ghi điều, khoản cho phép yêu cầu bổ sung thêm.")],
        )
    days = (special.ask_within_days if special else None) or rule.in_process_supplement_days
    since: datetime = here.row["transferred_at"] or here.row["accepted_at"]
    calendar = await working_calendar(here.row["holding_agency_id"])
    last = calendar.closing(calendar.add_working_days(local(since).date(), days))
    if clock.now() > last:
        source = (
            special.source
            if special
            else source_in(rule_for(Act.REQUEST_SUPPLEMENT, here.state), rule.key)
        )
        raise RuleBroken(
            f"Chỉ được yêu cầu bổ sung trong {days} ngày làm việc từ khi nhận hồ sơ, "
            f"đến {moment_words(last)} ({source}).",
            en="The time to ask for a supplement is over.",
            errors=[field("/legal_basis", "Ghi căn cứ pháp luật chuyên ngành nếu có.")],
            slug="too-late-to-ask",
        )


async def supplement(here: Situation, change: Change) -> None:
    """The missing papers have come; while processing the clock follows the policy (Điều 19.4)."""
    change.columns["waiting_for"] = ""
    await settle_list(here, change)
    if here.state is not State.SUPPLEMENT or here.row["due_at"] is None:
        return
    special = await _specialised(here)
    policy = special.policy if special else SupplementPolicy.RESTART
    if policy is SupplementPolicy.RESTART:
        change.due = await full_term(here)
        change.due_reason = "Đã nhận đủ giấy tờ bổ sung, tính lại thời hạn từ đầu"
    elif policy is SupplementPolicy.PAUSE_RESUME:
        assert special is not None
        change.due = await resumed(here)
        change.due_reason = f"Đã nhận đủ giấy tờ bổ sung, tính tiếp thời hạn ({special.source})"


async def _specialised(here: Situation) -> SupplementContent | None:
    return (await content_of(here.row["procedure_version_id"])).supplement
