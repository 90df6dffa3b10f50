"""A procedure that a decision adds, or brings back: begun by its code, then written as any other.

Version 0 is nothing; the first version that two persons publish puts it into the catalogue.
"""

import msgspec

from backend.access.actor import Actor
from backend.catalogue.content import CODE, nothing_yet
from backend.catalogue.procedure_shapes import defined
from backend.catalogue.standing import standing
from backend.catalogue.written import Written, of, title_of
from backend.platform.database import fetch, transaction
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import proposal
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.procedures import Addition, NewProcedure

_ADDITIONS = """
select d.key as code, d.definition -> 'procedure' ->> 'name' as name, d.state,
    d.definition ->> 'effective_on' as effective_on
from proposal d left join procedure p on p.tenant_id = d.tenant_id and p.code = d.key
where d.tenant_id = $1 and d.subject = 'procedure'
    and (p.id is null or p.deactivated_at is not null)
union all
select c.procedure_code, coalesce(c.fields ->> 'name', p.name, ''), c.state, c.effective_on::text
from procedure_change c left join procedure p
    on p.tenant_id = c.tenant_id and p.code = c.procedure_code
where c.tenant_id = $1 and c.state = 'waiting' and c.adds
order by 1 limit 200
"""


async def additions() -> list[Addition]:
    """What is being written, waits for a second person or for its day; at most two hundred."""
    rows = await fetch(_ADDITIONS, settings().tenant)
    return [Addition(r["code"], r["name"], r["state"], r["effective_on"]) for r in rows]


async def begin(actor: Actor, data: NewProcedure) -> str:
    """Begins a draft of version 0, or the next version of a procedure that was taken off the
    catalogue; its code. Raises Forbidden, RuleBroken naming the field, Conflict when somebody
    writes it already."""
    code, name = data.code.strip(), data.name.strip()
    wrong = []
    if not CODE.fullmatch(code):
        wrong.append(
            field("/code", "Ghi mã gồm một chữ số, dấu chấm và sáu chữ số, ví dụ 1.004873.")
        )
    if not name:
        wrong.append(field("/name", "Ghi tên thủ tục."))
    if wrong:
        raise _not_begun(wrong)
    written = Written(0, None, msgspec.structs.replace(defined(nothing_yet(code)), name=name))
    if await proposal(of(code)) is not None:
        raise Conflict(
            f"Thủ tục {code} đang được soạn. Mở bản soạn đó ở mục Đề nghị.",
            en="This procedure is being written already.",
            slug="already-begun",
        )
    try:
        stands = await standing(code)
    except NotFound:
        pass
    else:
        if not stands.adds:
            raise _not_begun(
                [field("/code", f"Thủ tục {code} đã có trong danh mục. Mở thủ tục đó để sửa.")]
            )
        if stands.number:
            written = Written(stands.number, None, defined(stands.content))
    async with transaction() as connection:
        body, title = msgspec.json.encode(written), title_of(code, written)
        await two_persons.keep(connection, actor, of(code), title, body, 0)
    return code


def _not_begun(wrong: list[FieldProblem]) -> RuleBroken:
    return RuleBroken(
        "Chưa thêm được thủ tục. Hãy sửa các mục được nêu.",
        en="The procedure cannot be begun.",
        errors=wrong,
        slug="not-begun",
    )
