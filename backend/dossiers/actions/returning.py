"""Issuing the result and giving it back, with the originals (NĐ 61/2018 Điều 20, 21)."""

from backend.documents.actions import issue_result
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation
from backend.law.ending import EndKind
from backend.platform import clock
from backend.platform.problems import RuleBroken, field
from backend.results import standing
from shared.contracts import acts as inputs
from shared.vocabulary.channels import Delivery


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


async def resolve_at_desk(here: Situation, change: Change) -> None:
    """Decides and issues at the desk, without a transfer (Điều 17.4, 17.5)."""
    await finish(here, change)


async def submit_for_approval(here: Situation, _change: Change) -> None:
    """A draft that was begun goes along whole."""
    await standing.before_submission(here.connection, here.row["id"])


async def approve(here: Situation, change: Change) -> None:
    """Where a result was drafted, approval is the signature under it."""
    change.payload = await standing.approved(here.connection, here.row["id"])


async def send_back(here: Situation, change: Change) -> None:
    """With the reason; what was signed counts for nothing."""
    change.note = here.data.reason.strip()
    change.columns["waiting_for"] = ""
    await standing.sent_back(here.connection, here.row["id"])


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
    originals = await here.connection.fetch(
        "select component_key from component_check where dossier_id = $1 and to_return "
        "order by component_key limit 200",
        here.row["id"],
    )
    if originals and not data.originals_returned:
        raise RuleBroken(
            "Hồ sơ có giữ bản chính của người nộp. Trả lại bản chính rồi đánh dấu đã trả.",
            en="Originals were taken; give them back and say so.",
            errors=[field("/originals_returned", "Đánh dấu khi đã trả bản chính.")],
            slug="originals-kept",
        )
    change.columns["returned_at"] = clock.now()
    change.note = f"Người nhận: {data.received_by.strip()}. {data.proof.strip()}".strip()
    change.payload = {
        "method": data.method,
        "received_by": data.received_by,
        "proof": data.proof,
        "originals_returned": [row["component_key"] for row in originals],
    }


async def reopen(here: Situation, change: Change) -> None:
    """Takes back a result not yet handed over, to correct it (Điều 21)."""
    change.note = here.data.reason.strip()
    change.columns["waiting_for"] = ""
    change.columns |= {"finished_at": None, "ended_as": EndKind.RESULT, "judged_at": None}
    await standing.taken_back(here.connection, here.row["id"])
