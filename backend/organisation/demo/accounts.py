"""The accounts of the demonstration, for the command line and the guide."""

from typing import Any

from backend.identity.passwords import unseal_totp
from backend.identity.sign_in_names import shown_name
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.roles import ROLE_LABELS, Role


async def demo_accounts() -> list[dict[str, Any]]:
    """Every demonstration account with its password and second factor, by agency and role."""
    rows = await fetch(
        "select a.id, a.kind, a.username, a.personal_id, a.full_name, d.password, a.totp_secret, "
        "d.role, "
        "coalesce(g.name, '') as agency, coalesce(u.name, '') as unit from demo_account d "
        "join account a on a.id = d.account_id "
        "left join role_grant r on r.account_id = a.id "
        "left join agency g on g.id = r.agency_id left join unit u on u.id = r.unit_id "
        "where a.tenant_id = $1 order by g.code nulls first, d.role, a.username limit 1000",
        settings().tenant,
    )
    return [
        {
            "username": shown_name(row),
            "password": row["password"],
            "totp_secret": unseal_totp(row["id"], bytes(row["totp_secret"]))
            if row["totp_secret"]
            else None,
            "role": row["role"],
            "role_label": "Công dân"
            if row["role"] == "citizen"
            else ROLE_LABELS[Role(row["role"])].vi,
            "full_name": row["full_name"],
            "agency": row["agency"],
            "unit": row["unit"],
        }
        for row in rows
    ]
