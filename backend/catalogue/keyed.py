"""The fifteen procedures keyed by hand, brought into an installation that does not have them."""

from backend.catalogue.actions import publish_procedure
from backend.catalogue.seed import SeedProcedure, procedures
from backend.forms.actions import publish_form
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.channels import OnlineLevel

KEYED = "keyed"


async def publish_keyed() -> list[str]:
    """Publishes those whose code nobody has published yet, with their forms; their codes.

    What is there, from the national catalogue or written on screen, stays as it is.
    """
    rows = await fetch("select code from procedure where tenant_id = $1", settings().tenant)
    there = {row["code"] for row in rows}
    made = []
    for seed in procedures():
        code = seed.content.code
        if code in there:
            continue
        await publish_seed(seed)
        made.append(code)
    return made


async def publish_seed(seed: SeedProcedure) -> None:
    """One of them with its form; open for dossiers unless it is there to be read only."""
    is_open = bool(seed.questions) and seed.content.online_level is not OnlineLevel.INFORMATION
    await publish_procedure(seed.content, KEYED, is_open=is_open)
    if seed.questions:
        await publish_form(seed.content.code, seed.form_title, seed.questions)
