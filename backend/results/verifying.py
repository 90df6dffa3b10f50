"""The check by a stranger who holds a result: by its code, or by the file itself.

The answer says what the paper shows and whether it counts, and nothing more of anybody. `valid`
is said of one thing only: the very file that was issued, kept whole, signed well and in force.
"""

import hashlib
from datetime import datetime
from typing import Any

from backend.documents.certified_queries import copy_with_digest
from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound, Unavailable
from backend.signing.checking import FileFacts, SignatureFacts, check
from shared.contracts.results import FileCheck, ResultCheck, SignatureCheck
from shared.vocabulary.results import RESULT_STATE_LABELS, ResultState
from storage.objects import ObjectMissing, StorageError

_RESULT = """
select r.verification_code, r.title, r.number, r.issued_at, r.withdrawn_at, r.withdrawn_kind,
    r.signed, g.name as agency, d.sha256, d.object_key,
    coalesce(n.verification_code, '') as replaced_by
from result r join document d on d.id = r.document_id join dossier s on s.id = r.dossier_id
    join agency g on g.id = s.holding_agency_id left join result n on n.id = r.replaced_by
"""
_NOT_HELD = FileFacts((), "")


async def check_code(code: str) -> ResultCheck:
    """The result of a code, its kept file read and checked anew. Raises NotFound, Unavailable."""
    row = await fetch_row(f"{_RESULT} where r.verification_code = $1", code.strip().upper()[:20])
    if row is None:
        raise NotFound(
            "Không có kết quả nào mang mã này. Vui lòng kiểm tra lại mã trên giấy.",
            en="No result has this code.",
            slug="unknown-result",
        )
    try:
        content = await store().get_bytes(row["object_key"])
    except ObjectMissing:
        return _shown(row, _NOT_HELD, "Tệp kết quả không còn trong kho nên chưa xác nhận được.")
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu chưa trả lời nên chưa kiểm tra được. Vui lòng thử lại sau ít phút.",
            en="The document store does not answer.",
        ) from error
    if hashlib.sha256(content).digest() != row["sha256"]:
        return _shown(row, _NOT_HELD, "Tệp trong kho không còn nguyên vẹn, đang được kiểm tra.")
    facts = await check(content) if row["signed"] else _NOT_HELD
    return _shown(row, facts, "")


async def check_file(content: bytes) -> FileCheck:
    """What an uploaded file proves. The file is read in memory and not kept."""
    facts = await check(content)
    signatures = [_signature(one) for one in facts.signatures]
    row = await fetch_row(f"{_RESULT} where d.sha256 = $1", hashlib.sha256(content).digest())
    if row is not None:
        found = _shown(row, facts if row["signed"] else _NOT_HELD, "")
        return FileCheck(
            valid=found.valid,
            verdict="Tệp đúng là kết quả đã phát hành và còn hiệu lực."
            if found.valid
            else f"Không còn giá trị: {found.state_label.lower()}."
            if found.state != ResultState.IN_FORCE
            else "Không xác nhận được tệp này.",
            reasons=[] if found.valid else _reasons(found, facts),
            signatures=signatures,
            result=found,
        )
    copy = await copy_with_digest(hashlib.sha256(content).digest())
    if copy is not None:
        return _certified(copy, facts)
    begun = await _begun_with(content, facts)
    if begun is not None:
        return FileCheck(
            valid=False,
            verdict="Tệp KHÔNG hợp lệ: đã bị sửa sau khi phát hành.",
            reasons=[
                "Phần đầu của tệp là kết quả đã phát hành, nhưng sau đó có nội dung được thêm vào. "
                "Hãy yêu cầu người đưa tệp gửi lại bản gốc.",
                *_wrongs(facts),
            ],
            signatures=signatures,
            result=_shown(begun, _NOT_HELD, "Tệp gửi lên khác tệp đã phát hành."),
        )
    return FileCheck(
        valid=False,
        verdict="Tệp KHÔNG phải kết quả do hệ thống này phát hành.",
        reasons=[
            *_wrongs(facts),
            *(
                ["Chữ ký trong tệp đúng, nhưng nội dung này chưa từng được phát hành ở đây."]
                if facts.good
                else []
            ),
            "Nếu giấy có mã kiểm tra, hãy nhập mã để xem bản đã phát hành.",
        ],
        signatures=signatures,
        result=None,
    )


def _certified(copy: Any, facts: FileFacts) -> FileCheck:
    """A file that is a certified electronic copy made here: it counts while its signature does."""
    return FileCheck(
        valid=facts.good,
        verdict=f"Tệp đúng là bản sao điện tử do {copy['agency']} chứng thực từ bản chính."
        if facts.good
        else "Không xác nhận được bản sao điện tử có chứng thực này.",
        reasons=_wrongs(facts),
        signatures=[_signature(one) for one in facts.signatures],
        result=None,
    )


async def _begun_with(content: bytes, facts: FileFacts) -> Any:
    """The issued result whose file is the beginning of this one."""
    ends = {one.ends for one in facts.signatures if 0 < one.ends < len(content)}
    digests = [hashlib.sha256(content[:end]).digest() for end in ends]
    if not digests:
        return None
    return await fetch_row(f"{_RESULT} where d.sha256 = any($1::bytea[])", digests)


def _wrongs(facts: FileFacts) -> list[str]:
    return list(
        dict.fromkeys([w for w in (facts.wrong, *(s.wrong for s in facts.signatures)) if w])
    )


def _reasons(found: ResultCheck, facts: FileFacts) -> list[str]:
    reasons = _wrongs(facts)
    if found.state == ResultState.REPLACED:
        reasons.append(f"Đã có kết quả mới thay thế, mã kiểm tra {found.replaced_by}.")
    elif found.state != ResultState.IN_FORCE:
        reasons.append("Cơ quan phát hành đã thu hồi kết quả này.")
    return reasons


def _shown(row: Any, facts: FileFacts, wrong: str) -> ResultCheck:
    state = ResultState.IN_FORCE
    if row["withdrawn_at"] is not None:
        state = ResultState(row["withdrawn_kind"] or ResultState.REOPENED)
    wrong = wrong or "; ".join(_wrongs(facts))
    return ResultCheck(
        verification_code=row["verification_code"],
        valid=state is ResultState.IN_FORCE and not wrong and (facts.good or not row["signed"]),
        state=state,
        state_label=RESULT_STATE_LABELS[state].vi,
        title=row["title"],
        number=row["number"],
        issued_at=_iso(row["issued_at"]) or "",
        withdrawn_at=_iso(row["withdrawn_at"]),
        replaced_by=row["replaced_by"],
        agency=row["agency"],
        sha256=row["sha256"].hex(),
        signed=row["signed"],
        signatures=[_signature(one) for one in facts.signatures],
        wrong=wrong,
    )


def _signature(one: SignatureFacts) -> SignatureCheck:
    return SignatureCheck(
        one.signer, one.organisation, one.issuer, _iso(one.at), one.wrong, one.remark
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if moment else None
