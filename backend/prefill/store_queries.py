"""What the national store of papers can hold for a draft, and what it said it holds."""

from typing import Any

from backend.catalogue.content import ProcedureContent
from backend.platform.database import fetch, fetch_row
from backend.privacy.actions import UNPROVEN
from backend.settings import settings
from backend.vault.kinds import accepted_for
from shared.contracts.prefill import StoreChoice, StorePaper
from shared.vocabulary.vault import Source

_PAPERS = """
select p.id, p.kind, p.title, p.number, p.issuer,
    array(select c.component_key from store_document s join document c on c.id = s.document_id
        where s.paper_id = p.id and c.draft_id = p.draft_id and c.removed_at is null) as taken
from store_paper p where p.draft_id = $1 order by p.found_at desc, p.id limit 100
"""


def national_kinds(content: ProcedureContent, component_key: str) -> list[str]:
    """Kinds of results under their national codes that serve for a paper of a procedure."""
    return [code for code in accepted_for(content, component_key) if code.startswith("KQ.")]


async def choice(row: Any, content: ProcedureContent) -> StoreChoice:
    """Of a draft read by `queries.own_draft`."""
    wanted = {c.key: national_kinds(content, c.key) for c in content.components}
    if not any(wanted.values()):
        return StoreChoice(wanted=False, asked_at=None, why_not="", papers=[])
    asked = await fetch_row(
        "select asked_at from register_query where draft_id = $1 and register = $2 "
        "and outcome in ('found', 'no_record') order by asked_at desc limit 1",
        row["id"],
        Source.STORE,
    )
    found = await fetch(_PAPERS, row["id"])
    return StoreChoice(
        wanted=True,
        asked_at=asked["asked_at"].isoformat(timespec="seconds") if asked else None,
        why_not=_why_not(row),
        papers=[
            StorePaper(
                id=str(paper["id"]),
                component_key=c.key,
                component_name=c.name,
                title=paper["title"],
                number=paper["number"],
                issuer=paper["issuer"],
                taken=c.key in paper["taken"],
            )
            for c in content.components
            for paper in found
            if paper["kind"] in wanted[c.key]
        ],
    )


def _why_not(row: Any) -> str:
    if not settings().lgsp_url:
        return "Cổng chưa kết nối với kho này."
    if not row["proven"]:
        return UNPROVEN
    return ""
