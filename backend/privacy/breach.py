"""The breach pack: what an authority and the people concerned must be told within 72 hours.

For a span of time, and where it is known for one account or one kind of data, it gathers who saw
what of whom, who was signed in from where, and what the accounts did, with a draft of the notice.
Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 23; NĐ 13/2023/NĐ-CP Điều 23 (its predecessor).
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from backend.audit.actions import record
from backend.law.deadlines import moment_words
from backend.platform import clock
from backend.platform.database import fetch, transaction
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.vault import LOOK_LABELS, Look

HOURS = 72
# Tables as an operator names them, and the looks by which their content is seen.
TABLES: dict[str, tuple[Look, ...]] = {
    "dossier": (Look.DOSSIER, Look.UNMASKED),
    "document": (Look.DOCUMENT,),
    "account": (Look.PERSON,),
    "vault_item": (Look.VAULT, Look.REUSED),
    "register_query": (Look.REGISTER,),
}
_LOOKS = """
select l.at, a.username, a.full_name, l.by, l.action, l.subject, l.purpose, l.dossier_id,
    l.person_id
from data_look l join account a on a.id = l.actor_id
where l.at >= $1 and l.at < $2 and l.action = any($3::text[]) and ($4 = '' or a.username = $4)
order by l.at, l.id
"""
_SESSIONS = """
select s.created_at, s.last_seen_at, s.revoked_at, a.username, a.full_name, s.address, s.user_agent,
    s.assurance
from session s join account a on a.id = s.account_id
where a.kind = 'officer' and s.created_at < $2 and s.last_seen_at >= $1
    and ($3 = '' or a.username = $3)
order by s.created_at, s.id
"""
_ACTS = """
select e.at, a.username, e.action, e.subject_id, e.detail::text as detail
from audit_entry e join account a on a.id = e.actor_id
where e.at >= $1 and e.at < $2 and a.kind = 'officer' and ($3 = '' or a.username = $3)
order by e.at, e.id
"""
_PEOPLE = "select id, kind, full_name, email, phone from account where id = any($1::uuid[])"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What happened when; `username` and `table` empty mean all. `noticed_at` starts the clock."""

    since: datetime
    until: datetime
    noticed_at: datetime
    table: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What was found."""

    looks: int
    people: int
    sessions: int
    acts: int
    due: datetime


async def gather(wanted: Wanted, file: Path) -> Pack:
    """Writes the pack, readable by its owner alone, and an entry of audit that it was made.

    Raises ValueError for an unknown table or a span that is none.
    """
    if wanted.table and wanted.table not in TABLES:
        raise ValueError(f"table: one of {', '.join(TABLES)}")
    if wanted.until <= wanted.since:
        raise ValueError("until: after since")
    kinds = TABLES[wanted.table] if wanted.table else tuple(Look)
    span = (wanted.since, wanted.until)
    looks = await fetch(_LOOKS, *span, [str(kind) for kind in kinds], wanted.username)
    sessions = await fetch(_SESSIONS, *span, wanted.username)
    acts = await fetch(_ACTS, *span, wanted.username)
    counts: dict[Any, int] = {}
    for look in looks:
        counts[look["person_id"]] = counts.get(look["person_id"], 0) + 1
    people = await fetch(_PEOPLE, list(counts))
    due = wanted.noticed_at + timedelta(hours=HOURS)
    pack = Pack(len(looks), len(people), len(sessions), len(acts), due)
    content = {
        "thong-bao-72-gio.md": _draft(wanted, pack, looks),
        "luot-xem.csv": _csv(_LOOK_HEADS, (_look(row) for row in looks)),
        "nguoi-bi-anh-huong.csv": _csv(_PEOPLE_HEADS, _people(people, counts)),
        "phien-dang-nhap.csv": _csv(_SESSION_HEADS, (_session(row) for row in sessions)),
        "nhat-ky.csv": _csv(_ACT_HEADS, (_act(row) for row in acts)),
    }
    _write(file, content)
    async with transaction() as connection:
        detail = {
            "since": wanted.since.isoformat(), "until": wanted.until.isoformat(),
            "table": wanted.table, "looks": len(looks), "people": len(people),
        }  # fmt: skip
        await record(connection, None, "breach_pack.made", detail=detail)
    return pack


def _write(file: Path, content: dict[str, str]) -> None:
    """Raises FileExistsError: nothing is written over."""
    file.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in content.items():
            out.writestr(name, text)


_LOOK_HEADS = ("Thời điểm", "Tài khoản", "Họ tên", "Vị trí", "Hành vi", "Đã xem", "Mục đích",
               "Mã hồ sơ (id)", "Người có dữ liệu (id)")  # fmt: skip
_PEOPLE_HEADS = ("Id", "Loại", "Họ tên", "Thư điện tử", "Điện thoại", "Số lượt bị xem")
_SESSION_HEADS = ("Mở lúc", "Thấy lần cuối", "Kết thúc lúc", "Tài khoản", "Họ tên", "Địa chỉ",
                  "Trình duyệt", "Mức xác thực")  # fmt: skip
_ACT_HEADS = ("Thời điểm", "Tài khoản", "Hành vi", "Đối tượng", "Chi tiết")


def _look(row: Any) -> tuple[str, ...]:
    what = LOOK_LABELS[Look(row["action"])].vi
    return (
        _at(row["at"]), row["username"], row["full_name"], row["by"], what, row["subject"],
        row["purpose"], str(row["dossier_id"] or ""), str(row["person_id"]),
    )  # fmt: skip


def _people(rows: Iterable[Any], counts: dict[Any, int]) -> Iterable[tuple[str, ...]]:
    for row in sorted(rows, key=lambda r: -counts[r["id"]]):
        yield (
            str(row["id"]), row["kind"], row["full_name"], opened(row, "account.email"),
            opened(row, "account.phone"), str(counts[row["id"]]),
        )  # fmt: skip


def _session(row: Any) -> tuple[str, ...]:
    return (
        _at(row["created_at"]), _at(row["last_seen_at"]), _at(row["revoked_at"]), row["username"],
        row["full_name"], row["address"], row["user_agent"], row["assurance"],
    )  # fmt: skip


def _act(row: Any) -> tuple[str, ...]:
    subject = str(row["subject_id"] or "")
    return (_at(row["at"]), row["username"], row["action"], subject, row["detail"])


def _at(moment: datetime | None) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if moment else ""


def _csv(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        # A cell that a spreadsheet would take for a formula is marked as text.
        writer.writerow("'" + v if v[:1] in ("=", "+", "-", "@", "\t") else v for v in row)
    return "\ufeff" + out.getvalue()


def _draft(wanted: Wanted, pack: Pack, looks: Iterable[Any]) -> str:
    kinds: dict[str, int] = {}
    for look in looks:
        label = LOOK_LABELS[Look(look["action"])].vi
        kinds[label] = kinds.get(label, 0) + 1
    lines = "\n".join(f"- {label}: {count} lượt" for label, count in sorted(kinds.items()))
    return f"""# Thông báo vi phạm quy định về bảo vệ dữ liệu cá nhân (dự thảo)

Hạn gửi: {moment_words(pack.due)} (72 giờ kể từ khi phát hiện, {moment_words(wanted.noticed_at)}).
Căn cứ: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 23. Nơi nhận: cơ quan chuyên trách bảo vệ dữ
liệu cá nhân. Trước đây: Nghị định 13/2023/NĐ-CP Điều 23.

1. Bên kiểm soát dữ liệu: {settings().tenant}. Đầu mối liên hệ: …
2. Thời gian xảy ra: từ {moment_words(wanted.since)} đến {moment_words(wanted.until)}.
   Phạm vi: {wanted.table or "mọi loại dữ liệu"}, tài khoản {wanted.username or "mọi cán bộ"}.
3. Dữ liệu đã bị xem: {pack.looks} lượt, của {pack.people} người.
{lines or "- Không có lượt xem nào được ghi trong khoảng này."}
4. Tính chất, nguyên nhân: …
5. Hậu quả, thiệt hại có thể xảy ra: …
6. Biện pháp đã làm và sẽ làm: …
7. Đã thông báo cho người bị ảnh hưởng: … (danh sách và nơi liên hệ: nguoi-bi-anh-huong.csv)

Kèm theo: luot-xem.csv, nguoi-bi-anh-huong.csv, phien-dang-nhap.csv ({pack.sessions} phiên),
nhat-ky.csv ({pack.acts} hành vi). Các tệp này chứa dữ liệu cá nhân: chỉ chuyển cho người có trách
nhiệm, xóa khi xong.
"""
