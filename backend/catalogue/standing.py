"""How a procedure stands for whoever writes its next version: in force, withdrawn, or not yet."""

import msgspec

from backend.catalogue.content import ProcedureContent, nothing_yet
from backend.catalogue.queries import unknown_procedure
from backend.catalogue.version_queries import content_of_number
from backend.platform.database import fetch_row, fetch_value
from backend.settings import settings


class Standing(msgspec.Struct, frozen=True):
    """`number` is 0 for a procedure that is being added; `withdrawn` says that it was taken off
    the catalogue, with the content it had."""

    number: int
    content: ProcedureContent
    is_open: bool = False
    withdrawn: bool = False

    @property
    def adds(self) -> bool:
        """Whether the next version puts it into the catalogue."""
        return self.number == 0 or self.withdrawn


async def standing(code: str, *, begun: bool = False) -> Standing:
    """What is in force, or what the next version begins with; `begun` says that one is being
    written. Raises NotFound for a code that is neither in the catalogue nor being added."""
    if "\x00" in code:
        raise unknown_procedure()
    row = await fetch_row(
        "select v.version, v.content, p.is_open, p.deactivated_at from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2",
        settings().tenant,
        code,
    )
    if row is not None:
        content = msgspec.json.decode(row["content"], type=ProcedureContent)
        gone = row["deactivated_at"] is not None
        return Standing(row["version"], content, row["is_open"], gone)
    begun = begun or await fetch_value(
        "select true where exists (select from proposal where tenant_id = $1 "
        "and subject = 'procedure' and key = $2) or exists (select from procedure_change "
        "where tenant_id = $1 and procedure_code = $2)",
        settings().tenant,
        code,
    )
    if not begun:
        raise unknown_procedure()
    return Standing(0, nothing_yet(code))


async def content_at(code: str, number: int) -> ProcedureContent:
    """The content of a version; of version 0, nothing. Raises NotFound."""
    return await content_of_number(code, number) if number else nothing_yet(code)
