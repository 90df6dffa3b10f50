"""The figures of Appendix IV with their verdicts and what is measured of each. Pure but for now."""

from collections.abc import Mapping
from datetime import datetime

import asyncpg

from backend.law.performance import is_at_least, percentile, verdict
from backend.platform import clock, tally
from shared.contracts.compliance import BackupState, CriterionFigure
from shared.vocabulary.performance import (
    CRITERION_LABELS,
    CRITERION_MARKS,
    CRITERION_UNITS,
    VERDICT_LABELS,
    BackupKind,
    Criterion,
)

_NOTES = {
    Criterion.MEAN_SECONDS: "Các chức năng chính; không tính báo cáo, thống kê và truyền tệp.",
    Criterion.SLOWEST_SECONDS: "Việc lâu hơn 10 giây chạy trong nền và hiện phần trăm.",
    Criterion.APPLICATION_CPU: "CPU của máy chạy API, trung bình trong giờ hành chính.",
    Criterion.CONCURRENT: "Người đã đăng nhập, có thao tác trong 15 phút.",
    Criterion.UPTIME: "API, cơ sở dữ liệu, kho tài liệu.",
    Criterion.ACTIVE_SHARE: "Người có thao tác trong 2 phút, vào lúc đông nhất.",
}
WITH_SCREENS = "API, cơ sở dữ liệu, kho tài liệu, trang của người dân và trang của cán bộ."
WAYS_IN_WORDS = {
    "server": "CPU của máy chủ cơ sở dữ liệu, do chính máy chủ đó cho biết; trung bình trong giờ "
    "hành chính.",
    "processes": "CPU của các tiến trình PostgreSQL trên cùng máy; trung bình trong giờ hành "
    "chính.",
    "none": "Không đo được từ đây: cơ sở dữ liệu chạy ở máy hoặc vùng chứa khác. Xem Hướng dẫn "
    "vận hành để cài hàm đo trong cơ sở dữ liệu.",
    "": "Chưa có lần đo nào.",
}


def values_of(
    whole: asyncpg.Record, crowd: asyncpg.Record | None, told: list[BackupState]
) -> dict[Criterion, float | None]:
    """The figures of a month; uptime is counted elsewhere."""
    kept = [one for one in told if one.kind != BackupKind.DRILL]
    ended = [datetime.fromisoformat(one.whole_at) for one in kept if one.whole_at]
    oldest = min(ended) if len(ended) == len(kept) else None
    busy = crowd is not None and crowd["concurrent"] > 0
    hours = (clock.now() - oldest).total_seconds() / 3600 if oldest is not None else None
    return {
        Criterion.MEAN_SECONDS: whole["seconds"] / whole["requests"] if whole["requests"] else None,
        Criterion.SLOWEST_SECONDS: whole["slowest"],
        Criterion.DATABASE_CPU: _first(whole["database_at_work"], whole["database_cpu"]),
        Criterion.APPLICATION_CPU: _first(whole["application_at_work"], whole["application_cpu"]),
        Criterion.CONCURRENT: crowd["concurrent"] if crowd is not None and busy else None,
        Criterion.ACTIVE_SHARE: 100 * crowd["active"] / crowd["concurrent"]
        if crowd is not None and busy
        else None,
        Criterion.UPTIME: None,
        Criterion.BACKUP_HOURS: hours,
    }


def figures(
    values: Mapping[Criterion, float | None],
    hold: Mapping[Criterion, float],
    notes: Mapping[Criterion, str],
) -> list[CriterionFigure]:
    """Each figure against the threshold that holds, in words."""
    found = []
    for criterion in Criterion:
        value = values[criterion]
        judged = verdict(criterion, value, hold[criterion])
        found.append(
            CriterionFigure(
                criterion=criterion,
                mark=CRITERION_MARKS[criterion],
                label=CRITERION_LABELS[criterion].vi,
                value=round(value, 3) if value is not None else None,
                unit=CRITERION_UNITS[criterion].vi,
                threshold=hold[criterion],
                at_least=is_at_least(criterion),
                verdict=judged,
                verdict_label=VERDICT_LABELS[judged].vi,
                note=notes.get(criterion) or _NOTES.get(criterion, ""),
            )
        )
    return found


def _first(value: float | None, instead: float | None) -> float | None:
    return value if value is not None else instead


def spread(counts: list[int]) -> str:
    """How long half of the answers and nearly all of them took; empty without any."""
    half, most = percentile(tally.BOUNDS, counts, 0.5), percentile(tally.BOUNDS, counts, 0.95)
    if half is None or most is None:
        return ""
    return (
        f"{_NOTES[Criterion.MEAN_SECONDS]} Một nửa xong trong {_said(half)} giây, "
        f"95% trong {_said(most)} giây."
    )


def _said(seconds: float) -> str:
    return f"{seconds:.3g}".replace(".", ",")
