"""The declaration of somebody who stands at the desk: keyed in from paper, or told to the officer.

A paper form becomes data (NĐ 61/2018 Điều 17.1.a, 25.3), under the rules of the same form on the
portal; without it the papers alone are taken in.
"""

from typing import Any
from uuid import UUID

from backend.forms.catalogues import refresh_options
from backend.forms.queries import newest_form
from backend.forms.rules.answers import completed, problems
from backend.platform import clock
from backend.platform.problems import RuleBroken, field


async def declared_at_desk(
    procedure_code: str, answers: dict[str, Any]
) -> tuple[UUID | None, dict[str, Any]]:
    """The version of the form and the answers to keep; neither where nothing was declared.

    Raises RuleBroken where an answer is missing or wrong, or the procedure has no form.
    """
    if not answers:
        return None, {}
    await refresh_options(procedure_code)
    definition = await newest_form(procedure_code)
    if definition is None:
        sentence = "Thủ tục này chưa có biểu mẫu điện tử. Hãy bỏ phần tờ khai, chỉ nhận giấy tờ."
        raise RuleBroken(
            sentence, en="This procedure has no form.", errors=[field("/answers", sentence)]
        )
    today = clock.today()
    wrong = problems(definition, answers, today)
    if wrong:
        raise RuleBroken(
            f"Tờ khai còn {len(wrong)} mục chưa đúng.",
            en="The declaration is not complete.",
            errors=wrong,
        )
    return UUID(definition.id), completed(definition, answers, today)
