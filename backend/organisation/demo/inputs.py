"""Who does an act of a script, and with which words."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.law.calendar import local
from backend.law.fees import FeeCase, UnknownCase, fee_for
from backend.organisation.demo.papers import photograph, result
from backend.organisation.demo.staff import Staff
from backend.organisation.demo.submitting import attach
from backend.organisation.queries import agencies, competence, officers
from backend.organisation.working_calendar import working_calendar
from backend.payments.fee_rules import fee_rules
from backend.platform import clock
from shared.contracts import acts
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel, Delivery
from shared.vocabulary.fees import FeeMoment
from shared.vocabulary.roles import Role

REASONS: dict[Act, tuple[str, ...]] = {
    Act.REFUSE: (
        "Hồ sơ nộp sai thẩm quyền: nơi cư trú không thuộc địa bàn của cơ quan tiếp nhận.",
        "Thiếu giấy tờ bắt buộc và người nộp đề nghị làm lại hồ sơ từ đầu.",
    ),
    Act.REQUEST_SUPPLEMENT: (
        "Ảnh chụp bị mờ, không đọc được ngày cấp.",
        "Thông tin trên tờ khai chưa khớp với giấy tờ gửi kèm.",
    ),
    Act.EXTEND: ("Cần thêm thời gian tra cứu sổ gốc lưu tại kho lưu trữ.",),
    Act.SEND_BACK: ("Dự thảo ghi sai ngày sinh, đề nghị chuyên viên kiểm tra lại.",),
    Act.REJECT: ("Qua thẩm định, hồ sơ không đủ điều kiện giải quyết theo quy định.",),
    Act.REQUEST_WITHDRAWAL: ("Tôi không còn nhu cầu giải quyết thủ tục này nữa.",),
    Act.DENY_WITHDRAWAL: ("Kết quả đã được lập xong nên không thể rút hồ sơ.",),
    Act.STOP: ("Người nộp có văn bản đề nghị dừng do tranh chấp chưa được giải quyết.",),
    Act.EXPIRE_SUPPLEMENT: ("Quá hạn bổ sung mà không nhận được giấy tờ đã yêu cầu.",),
    Act.REOPEN_BEFORE_HAND_OVER: ("Kết quả in sai tên đệm, cần lập lại trước khi trả.",),
    Act.REQUIRE_PAYMENT: ("Lệ phí giải quyết thủ tục hành chính theo biểu của tỉnh.",),
}
_DESK_ACTS = {
    Act.ACCEPT,
    Act.REFUSE,
    Act.TRANSFER,
    Act.REQUIRE_PAYMENT,
    Act.RECORD_PAYMENT,
    Act.GRANT_WITHDRAWAL,
    Act.DENY_WITHDRAWAL,
    Act.HAND_OVER,
    Act.EXPIRE_SUPPLEMENT,
}
_LEADER_ACTS = {
    Act.APPROVE,
    Act.SEND_BACK,
    Act.REJECT,
    Act.STOP,
    Act.REOPEN_BEFORE_HAND_OVER,
}
Row = Mapping[str, Any]
Input = Callable[[Row, Actor, Random], Awaitable[acts.ActInput]]


async def act_input(
    act: Act, row: Row, staff: Staff, chance: Random
) -> tuple[Actor, acts.ActInput]:
    """The person and the input for an act on a dossier as it stands."""
    actor = _who(act, row, staff, chance)
    make = _INPUTS.get(act)
    if make is not None:
        return actor, await make(row, actor, chance)
    version = row["version"]
    if act in REASONS:
        return actor, acts.WithReason(version=version, reason=chance.choice(REASONS[act]))
    return actor, acts.ACT_INPUTS[act](version=version)


def _who(act: Act, row: Row, staff: Staff, chance: Random) -> Actor:
    if act in _DESK_ACTS or (act is Act.REQUEST_SUPPLEMENT and row["accepted_at"] is None):
        role = Role.DESK_OFFICER if chance.random() < 0.85 else Role.DESK_HEAD
        return staff.one(role, row["receiving_agency_id"], chance)
    if act in (Act.SUPPLEMENT, Act.REQUEST_WITHDRAWAL):
        if row["channel"] == Channel.ONLINE:
            return next(c for c in staff.citizens if c.account_id == row["applicant_id"])
        return staff.one(Role.DESK_OFFICER, row["receiving_agency_id"], chance)
    if act is Act.ASSIGN:
        return staff.one(Role.UNIT_HEAD, row["holding_unit_id"], chance)
    if act in _LEADER_ACTS:
        return staff.one(Role.LEADER, row["holding_agency_id"], chance)
    if act is Act.FINISH:
        return staff.one(Role.CLERK, row["holding_agency_id"], chance)
    if act is Act.ANSWER_CONSULTATION:
        return staff.one(Role.LEADER, row["consulted_agency_id"], chance)
    if act is Act.COMPLETE_TASK:
        return staff.one(Role.LEADER, row["entrusted_agency_id"], chance)
    return staff.account(row["executor_id"])


async def _accept(row: Row, _actor: Actor, _chance: Random) -> acts.ActInput:
    content = await content_of(row["procedure_version_id"])
    return acts.Accept(
        version=row["version"],
        components=[
            acts.ReceivedComponent(
                key=c.key, ok=True, originals=c.originals, certified=c.certified, copies=c.copies
            )
            for c in content.components
            if c.required
        ],
    )


async def _request_supplement(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    return acts.RequestSupplement(
        version=row["version"],
        reason=chance.choice(REASONS[Act.REQUEST_SUPPLEMENT]),
        items=["Ảnh chụp rõ hai mặt giấy tờ tùy thân"],
        answer_within_days=10,
    )


async def _supplement(row: Row, actor: Actor, chance: Random) -> acts.ActInput:
    await attach(
        actor, photograph(chance.randrange(10)), purpose="supplement", dossier_id=row["id"]
    )
    return acts.Supplement(version=row["version"], note="Đã bổ sung giấy tờ theo yêu cầu.")


async def _transfer(row: Row, _actor: Actor, _chance: Random) -> acts.ActInput:
    who = await competence(row["procedure_code"], row["receiving_agency_id"])
    return acts.Transfer(version=row["version"], unit_id=str(who.resolving_unit_id))


async def _assign(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    free = await officers(row["holding_unit_id"])
    return acts.Assign(version=row["version"], officer_id=chance.choice(free).id)


async def _record_verification(row: Row, actor: Actor, _chance: Random) -> acts.ActInput:
    return acts.RecordVerification(
        version=row["version"],
        happened_at=(clock.now() - timedelta(minutes=30)).isoformat(),
        place="Nơi cư trú của người nộp hồ sơ",
        participants=f"{actor.full_name}; đại diện tổ dân phố",
        content="Đã đối chiếu giấy tờ với thực tế, nội dung khai phù hợp.",
    )


async def _department(row: Row, chance: Random) -> str:
    asked = [
        a
        for a in await agencies()
        if a.level == "province"
        and a.name.startswith("Sở")
        and a.id != str(row["holding_agency_id"])
    ]
    return chance.choice(asked).id


async def _entrust(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    return acts.Entrust(
        version=row["version"],
        agency_ids=[await _department(row, chance)],
        content="Kiểm tra điều kiện thuộc thẩm quyền và gửi kết quả bằng văn bản.",
        answer_within_days=3,
    )


async def _complete_task(row: Row, _actor: Actor, _chance: Random) -> acts.ActInput:
    return acts.CompleteTask(
        version=row["version"], result="Đã kiểm tra, đủ điều kiện theo quy định."
    )


async def _consult(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    return acts.Consult(
        version=row["version"],
        agency_ids=[await _department(row, chance)],
        content="Đề nghị cho ý kiến về điều kiện giải quyết của hồ sơ gửi kèm.",
        answer_within_days=3,
    )


async def _answer(row: Row, _actor: Actor, _chance: Random) -> acts.ActInput:
    return acts.AnswerConsultation(
        version=row["version"], answer="Thống nhất giải quyết theo hồ sơ gửi kèm."
    )


async def _require_payment(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    content = await content_of(row["procedure_version_id"])
    reason = chance.choice(REASONS[Act.REQUIRE_PAYMENT])
    online = row["channel"] == Channel.ONLINE
    for rule in fee_rules(content):
        if online and rule.moment is FeeMoment.AT_SUBMISSION:
            continue  # asked for when it was submitted
        case = FeeCase(Channel(row["channel"]), chance.randint(1, 3), 1, "")
        try:
            amount = fee_for(rule, case).amount_vnd
        except UnknownCase:
            continue
        if amount:
            return acts.RequirePayment(
                version=row["version"],
                amount_vnd=amount,
                reason=reason,
                fee_key=rule.key,
                units=case.units,
            )
    return acts.RequirePayment(version=row["version"], amount_vnd=8_000, reason=reason)


async def _record_payment(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    return acts.RecordPayment(
        version=row["version"], receipt_number=f"TD-{chance.randrange(1, 999_999):06d}"
    )


async def _extend(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    calendar = await working_calendar(row["receiving_agency_id"])
    due: datetime = local(row["due_at"])
    day = calendar.add_working_days(due.date(), chance.choice((2, 3, 5)))
    return acts.Extend(
        version=row["version"],
        reason=chance.choice(REASONS[Act.EXTEND]),
        new_due_at=calendar.closing(day).isoformat(),
    )


async def _finish(row: Row, actor: Actor, chance: Random) -> acts.ActInput:
    content = await content_of(row["procedure_version_id"])
    title = content.results[0].name if content.results else "Kết quả giải quyết"
    document_id: UUID = await attach(
        actor, result(title, row["procedure_name"]), purpose="result", dossier_id=row["id"]
    )
    return acts.Finish(
        version=row["version"],
        document_id=str(document_id),
        title=title,
        number=f"{chance.randrange(1, 9999)}/TD-{clock.now().year}",
    )


async def _hand_over(row: Row, _actor: Actor, chance: Random) -> acts.ActInput:
    method = Delivery(row["delivery"])
    proofs = {
        Delivery.DESK: "",
        Delivery.POST: f"Mã bưu gửi TD{chance.randrange(10**8, 10**9)}VN",
        Delivery.ELECTRONIC: f"Thông báo {row['code']} đã gửi đến tài khoản",
    }
    return acts.HandOver(
        version=row["version"],
        received_by=row["applicant_name"],
        method=method,
        proof=proofs[method],
    )


_INPUTS: dict[Act, Input] = {
    Act.ACCEPT: _accept,
    Act.REQUEST_SUPPLEMENT: _request_supplement,
    Act.SUPPLEMENT: _supplement,
    Act.TRANSFER: _transfer,
    Act.ASSIGN: _assign,
    Act.RECORD_VERIFICATION: _record_verification,
    Act.CONSULT: _consult,
    Act.ENTRUST: _entrust,
    Act.COMPLETE_TASK: _complete_task,
    Act.ANSWER_CONSULTATION: _answer,
    Act.REQUIRE_PAYMENT: _require_payment,
    Act.RECORD_PAYMENT: _record_payment,
    Act.EXTEND: _extend,
    Act.FINISH: _finish,
    Act.HAND_OVER: _hand_over,
}
