"""Whether a procedure can take dossiers online: what is missing, each with where to mend it."""

from backend.catalogue.content import ProcedureContent
from backend.platform.database import fetch_row
from backend.platform.problems import field
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.procedures import Difference
from shared.vocabulary.channels import Channel, OnlineLevel

AT = "/takes_online"
LABEL = "Nhận hồ sơ trực tuyến"
_THERE = """
with receiving as (select p.receiving_agency_id from agency_procedure p
    join agency a on a.id = p.receiving_agency_id
    where p.tenant_id = $1 and p.procedure_code = $2 and not a.demonstration and a.ended_on is null)
select exists (select from form_version where tenant_id = $1 and procedure_code = $2) as form,
    exists (select from receiving) as receiver,
    exists (select from process_version v join receiving r on r.receiving_agency_id = v.agency_id
        where v.procedure_code = $2 and v.state = 'published') as process
"""


def unfit(content: ProcedureContent) -> list[FieldProblem]:
    """What of the content itself keeps dossiers from being taken online. Pure."""
    found = []
    if content.online_level is OnlineLevel.INFORMATION:
        found.append("mức độ trực tuyến phải là một phần hoặc toàn trình.")
    if content.channel(Channel.ONLINE) is None:
        found.append("ghi cách nộp trực tuyến với thời hạn và phí.")
    return [field(AT, f"{LABEL}: {words}") for words in found]


async def missing(content: ProcedureContent, *, no_papers: bool) -> list[FieldProblem]:
    """Everything that is to be there before the first dossier comes in."""
    row = await fetch_row(_THERE, settings().tenant, content.code)
    assert row is not None
    lacking = {
        "chưa có biểu mẫu được công bố. Soạn ở mục Biểu mẫu.": not row["form"],
        "chưa có giấy tờ nào. Soạn ở trang Thành phần hồ sơ, hoặc đánh dấu thủ tục không yêu cầu "
        "giấy tờ.": not content.components and not no_papers,
        "chưa có cơ quan tiếp nhận. Thêm ở trang Nơi tiếp nhận, giải quyết.": not row["receiver"],
        "chưa cơ quan tiếp nhận nào có quy trình được công bố. Soạn ở mục Quy trình.": row[
            "receiver"
        ]
        and not row["process"],
    }
    return unfit(content) + [
        field(AT, f"{LABEL}: {words}") for words, lacks in lacking.items() if lacks
    ]


def difference(*, takes_online: bool, no_papers: bool) -> Difference:
    """Opening or closing, beside what else a version changes."""
    said = {True: "Có", False: "Không"}
    new = [said[takes_online]]
    if takes_online and no_papers:
        new.append("Thủ tục không yêu cầu giấy tờ")
    return Difference("takes_online", LABEL, [said[not takes_online]], new)
