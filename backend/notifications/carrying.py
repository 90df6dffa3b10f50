"""How text messages are carried: shown to administrators, the rule set, a provider turned to."""

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.queries import iso
from backend.notifications.providers import (
    FIRST,
    SECOND,
    Gateway,
    counts,
    gateways,
    keep_turn,
    newest_turns,
    provider_in_use,
    rule_in_force,
)
from backend.notifications.rules import FailoverRule, late_share
from backend.platform import clock
from backend.platform.database import fetch, transaction
from backend.platform.problems import Conflict, PreconditionFailed
from backend.settings import settings
from shared.contracts.notifications import (
    BadReceipt,
    Providers,
    ProviderShown,
    SetFailover,
    TurnProvider,
    TurnShown,
)
from shared.vocabulary.messages import VERDICT_LABELS, Medium, Verdict

_NAMES = {FIRST: "Cổng tin nhắn thứ nhất", SECOND: "Cổng tin nhắn thứ hai"}
_SAVE = """
insert into failover_rule (tenant_id, medium, window_minutes, late_minutes, share_percent, minimum,
    rest_minutes, version, changed_by, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8 + 1, $9, $10)
on conflict (tenant_id, medium) do update set window_minutes = $3, late_minutes = $4,
    share_percent = $5, minimum = $6, rest_minutes = $7, version = $8 + 1, changed_by = $9,
    changed_at = $10
where failover_rule.version = $8 returning true
"""


async def shown(_actor: Actor) -> Providers:
    """Both providers within the window, the rule, the newest turns and receipts not believed."""
    rule, version = await rule_in_force()
    here = {gateway.id for gateway in gateways()}
    using = await provider_in_use()
    bad = await fetch(
        "select at, provider, address, verdict from message_receipt where tenant_id = $1 "
        "and verdict not in ('accepted', 'repeated') order by at desc, id desc limit 20",
        settings().tenant,
    )
    return Providers(
        providers=[await _provider(id_, using, here, rule) for id_ in (FIRST, SECOND)],
        window_minutes=rule.window_minutes,
        late_minutes=rule.late_minutes,
        share_percent=rule.share_percent,
        minimum=rule.minimum,
        rest_minutes=rule.rest_minutes,
        version=version,
        turns=[
            TurnShown(iso(row["at"]), _NAMES[row["provider"]], _why(row), row["by_name"])
            for row in await newest_turns()
        ],
        bad_receipts=[
            BadReceipt(
                iso(row["at"]), row["provider"], row["address"], row["verdict"],
                VERDICT_LABELS[Verdict(row["verdict"])].vi,
            )
            for row in bad
        ],
    )  # fmt: skip


async def set_rule(actor: Actor, data: SetFailover) -> Providers:
    """Keeps the rule. Raises PreconditionFailed when somebody else set it meanwhile."""
    async with transaction() as connection:
        done = await connection.fetchval(
            _SAVE, settings().tenant, Medium.SMS, data.window_minutes, data.late_minutes,
            data.share_percent, data.minimum, data.rest_minutes, data.over_version,
            actor.account_id, clock.now(),
        )  # fmt: skip
        if not done:
            raise PreconditionFailed(
                "Người khác vừa sửa quy tắc này. Hãy mở lại trang.",
                en="Somebody else has just changed this rule.",
            )
        detail = {name: getattr(data, name) for name in data.__struct_fields__}
        await record(connection, actor, "messages.rule_set", detail=detail)
    return await shown(actor)


async def turn(actor: Actor, data: TurnProvider) -> Providers:
    """Another provider from now on, by hand. Raises Conflict for one that is not there."""
    known: dict[str, Gateway] = {gateway.id: gateway for gateway in gateways()}
    if data.provider not in known:
        raise Conflict(
            "Cổng tin nhắn này chưa được cấu hình.",
            en="This provider is not configured.",
            slug="not-configured",
        )
    async with transaction() as connection:
        await keep_turn(
            connection, data.provider, "hand", 0, 0, (actor.account_id, actor.full_name)
        )
        await record(connection, actor, "messages.provider_turned", detail={"to": data.provider})
    return await shown(actor)


async def _provider(id_: str, using: str, here: set[str], rule: FailoverRule) -> ProviderShown:
    tried, late = await counts(id_, rule)
    return ProviderShown(
        id=id_,
        name=_NAMES[id_],
        in_use=id_ == using and id_ in here,
        configured=id_ in here,
        tried=tried,
        late=late,
        late_percent=late_share(tried, late),
    )


def _why(row: asyncpg.Record) -> str:
    if row["kind"] == "late":
        return f"{row['late']} trong {row['tried']} tin chưa có phiếu báo đúng hạn"
    return "Hết thời gian nghỉ, thử lại" if row["kind"] == "back" else "Chuyển bằng tay"
