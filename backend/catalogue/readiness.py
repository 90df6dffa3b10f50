"""Whether what was written of a procedure may be proposed: sound, different, undoing nobody's
work."""

from datetime import date, timedelta

import msgspec

from backend.catalogue import opening
from backend.catalogue.content import ProcedureContent
from backend.catalogue.fee_agreement import fee_faults
from backend.catalogue.merging import merged
from backend.catalogue.procedure_shapes import content_from
from backend.catalogue.procedure_soundness import faults
from backend.catalogue.rule_soundness import rule_faults
from backend.catalogue.standing import Standing, content_at, standing
from backend.catalogue.written import Written
from backend.forms.queries import newest_form
from backend.platform import clock
from backend.platform.problems import Conflict, RuleBroken, field
from backend.vault.kinds import kinds
from shared.contracts.common import FieldProblem

FURTHEST_DAYS = 1100


class Ready(msgspec.Struct, frozen=True):
    """What was written, put over what is in force. `takes_online` is None where that stays;
    `overtaken` names fields that others changed too, `overtaken_words` the very things."""

    stands: Standing
    content: ProcedureContent
    takes_online: bool | None
    overtaken: list[str]
    overtaken_words: list[str]

    @property
    def open_then(self) -> bool:
        """Whether it takes dossiers online once this version holds."""
        return self.stands.is_open if self.takes_online is None else self.takes_online


async def over(stands: Standing, code: str, written: Written) -> Ready:
    """What was written over what is in force. Raises NotFound."""
    base = stands.content
    if written.base_version != stands.number:
        base = await content_at(code, written.base_version)
    new = content_from(base, written.procedure)
    shown, clashes = merged(stands.content, base, new)
    wanted = written.procedure.takes_online
    return Ready(
        stands,
        shown,
        None if wanted == stands.is_open else wanted,
        list(dict.fromkeys(clash.field for clash in clashes)),
        [clash.words for clash in clashes],
    )


async def wrong_with(code: str, written: Written, found: Ready) -> list[FieldProblem]:
    """Every fault, in the order of the page."""
    form = await newest_form(code)
    questions = form.questions if form is not None else []
    wrong = [*faults(written.procedure, code, questions, kinds().keys())]
    wrong += [*rule_faults(written.procedure.rules), *fee_faults(found.content)]
    if found.takes_online:
        no_papers = written.procedure.no_papers
        wrong += await opening.missing(found.content, no_papers=no_papers)
    elif found.open_then:
        wrong += opening.unfit(found.content)
    if written.effective_on and day_of(written.effective_on) < clock.today():
        wrong.insert(0, field("/effective_on", "Ngày hiệu lực đã qua. Chọn từ hôm nay trở đi."))
    return wrong


async def ready(code: str, written: Written) -> Ready:
    """What was written, sound and different. Raises NotFound, Conflict, RuleBroken."""
    stands = await standing(code, begun=True)
    found = await over(stands, code, written)
    wrong = await wrong_with(code, written, found)
    if wrong:
        raise RuleBroken(
            "Nội dung thủ tục chưa dùng được. Hãy sửa các chỗ được nêu.",
            en="The procedure is not sound yet.",
            errors=wrong,
            slug="procedure-unsound",
        )
    if found.overtaken_words:
        named = ", ".join(found.overtaken_words)
        raise Conflict(
            f"Trong lúc soạn, {named} đã được người khác đổi. Hãy xem bản đang dùng, chọn lại nội "
            "dung và lưu bản soạn.",
            en="Somebody else changed the same fields meanwhile.",
            slug="overtaken",
        )
    same = found.content == stands.content and found.takes_online is None
    if same and not stands.withdrawn:
        raise Conflict(
            "Bản đề nghị giống hệt bản đang dùng nên không có gì để công bố.",
            en="The proposal is the same as what is in force.",
            slug="unchanged",
        )
    return found


def day_of(text: str) -> date:
    """The day from which a version holds. Raises RuleBroken."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(
            "Ngày hiệu lực không có thật.",
            errors=[field("/effective_on", "Chọn một ngày có thật.")],
        ) from None
    if day > clock.today() + timedelta(days=FURTHEST_DAYS):
        raise RuleBroken(
            "Ngày hiệu lực quá xa. Chọn trong vòng ba năm tới.",
            errors=[field("/effective_on", "Chọn ngày gần hơn.")],
        )
    return day
