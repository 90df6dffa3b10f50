"""What procedures cost by channel: a new version of each procedure that changes."""

from collections.abc import Sequence

import asyncpg
import msgspec
from msgspec.structs import replace

from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.content import ProcedureContent
from backend.imports.columns import Column, Line, as_amount, one_of, without_blanks
from backend.imports.kinds import Context, Kind, Values, wrong
from backend.platform.database import fetch
from backend.proposals.actions import one_at_a_time
from backend.settings import settings
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.imports import ImportKind
from shared.vocabulary.roles import Role

_CHANNELS = {channel.value: label.vi for channel, label in CHANNEL_LABELS.items()}
_CHANNEL_OF = {label: code for code, label in _CHANNELS.items()}
COLUMNS = [
    Column("code", "Mã thủ tục", required=True, longest=40, read=without_blanks),
    Column("channel", "Hình thức nộp", required=True, longest=40, read=one_of(_CHANNELS)),
    Column("fee", "Mức thu (đồng)", longest=20, read=as_amount, whole=True),
    Column("text", "Diễn giải mức thu", longest=1000),
]


async def there(_context: Context) -> dict[tuple[str, ...], Values]:
    """Each channel of each procedure in force."""
    rows = await fetch(
        "select v.content from procedure p join procedure_version v "
        "on v.id = p.current_version_id where p.tenant_id = $1 and p.deactivated_at is null "
        "order by p.code limit 20000",
        settings().tenant,
    )
    found: dict[tuple[str, ...], Values] = {}
    for row in rows:
        content = msgspec.json.decode(row["content"], type=ProcedureContent)
        for entry in content.channels:
            values = {
                "code": content.code,
                "channel": _CHANNELS[entry.channel],
                "fee": "" if entry.fee_vnd is None else str(entry.fee_vnd),
                "text": " ".join(entry.fee_text.split())[:1000],
            }
            found.setdefault((values["code"], values["channel"]), values)
    return found


async def check(context: Context, lines: Sequence[Line]) -> None:
    """Procedures or channels that are not there; amounts that a legal rule works out."""
    known = await there(context)
    rows = await fetch(
        "select p.code from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = any($2::text[]) "
        "and jsonb_array_length(coalesce(v.content -> 'fees', '[]')) > 0",
        settings().tenant,
        [line.values.get("code", "") for line in lines],
    )
    ruled = {row["code"] for row in rows}
    for line in lines:
        if line.problems:
            continue
        place = (line.values["code"], line.values["channel"])
        if place not in known:
            wrong(line, "code", "Thủ tục không có trong danh mục, hoặc không nhận theo hình thức "
                  "này.")  # fmt: skip
        elif place[0] in ruled and line.values.get("fee", "") != known[place]["fee"]:
            wrong(
                line, "fee",
                "Mức thu của thủ tục này tính theo quy tắc (bậc, miễn giảm); sửa ở nội dung "
                "thủ tục.",
            )  # fmt: skip


async def write(connection: asyncpg.Connection, context: Context, lines: Sequence[Values]) -> None:
    """One new version a procedure; dossiers that have begun keep theirs."""
    by = Hands(context.brought_by_name, context.actor.full_name)
    by_code: dict[str, dict[str, Values]] = {}
    for values in lines:
        channel = _CHANNEL_OF[values["channel"]]
        by_code.setdefault(values["code"], {})[channel] = values
    for code in sorted(by_code):
        await one_at_a_time(connection, code)
    rows = await connection.fetch(
        "select p.code, v.content from procedure p join procedure_version v "
        "on v.id = p.current_version_id where p.tenant_id = $1 and p.code = any($2::text[])",
        settings().tenant,
        list(by_code),
    )
    for row in rows:
        content = msgspec.json.decode(row["content"], type=ProcedureContent)
        wanted = by_code[row["code"]]
        channels = [
            replace(
                entry,
                fee_vnd=int(wanted[entry.channel]["fee"]) if wanted[entry.channel]["fee"] else None,
                fee_text=wanted[entry.channel]["text"],
            )
            if entry.channel in wanted
            else entry
            for entry in content.channels
        ]
        await publish_within(
            connection, replace(content, channels=channels), EDITED, is_open=None, by=by
        )


assert set(_CHANNEL_OF.values()) == {channel.value for channel in Channel}
KIND = Kind(
    ImportKind.FEES, COLUMNS, ("code", "channel"), (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN),
    there, check, write, two_persons=True, for_all=True,
)  # fmt: skip
