"""Thresholds with their days, and backups as they were told."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from backend.compliance.actions import note_backup
from backend.platform import clock
from shared.client import compliance
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.compliance import CriterionFigure, SetThreshold
from shared.vocabulary.performance import BackupKind, Criterion
from tests.conftest import ROOT

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN, LEADER = "quantri.ubndtinh", "lanhdao.dongdang"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148"


async def figure(api: ApiClient, criterion: Criterion) -> CriterionFigure:
    """One figure of this month."""
    found = await compliance.report(api)
    return next(one for one in found.figures if one.criterion == criterion)


@pytest.mark.criterion("IV.1", "IV.6")
async def test_a_threshold_is_entered_on_a_day_and_what_held_before_stays_known(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, leader = await officer(ADMIN), await officer(LEADER)
    today = clock.today()
    assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 26
    late = SetThreshold(
        Criterion.BACKUP_HOURS, 48, today + timedelta(days=3), "Theo công văn của Sở"
    )
    try:
        await compliance.set_threshold(admin, late)
        assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 26
        now = SetThreshold(Criterion.BACKUP_HOURS, 30, today, "Theo quy chế vận hành mới")
        history = await compliance.set_threshold(admin, now)
        assert (history[0].value, history[0].reason) == (30, "Theo quy chế vận hành mới")
        assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 30
        for wrong, pointer in (
            (SetThreshold(Criterion.UPTIME, 120, today, "Nhập sai số"), "/value"),
            (
                SetThreshold(Criterion.UPTIME, 99, today - timedelta(days=1), "Ngày cũ"),
                "/valid_from",
            ),
        ):
            with pytest.raises(ApiProblem) as refused:
                await compliance.set_threshold(admin, wrong)
            assert refused.value.status == 422
            assert [error.pointer for error in refused.value.errors] == [pointer]
        with pytest.raises(ApiProblem) as forbidden:
            await compliance.set_threshold(leader, now)
        assert forbidden.value.status == 403
        with pytest.raises(ApiProblem) as no_month:
            await compliance.report(admin, "2999-01")
        assert no_month.value.status == 422
        assert (
            await database.fetchval(
                "select count(*) from audit_entry where action = 'threshold.set'"
            )
            >= 2
        )
    finally:
        await database.execute("delete from performance_threshold where criterion = 'backup_hours'")


async def test_a_backup_that_was_told_of_is_shown_with_its_age(officer: Officer) -> None:
    admin = await officer(ADMIN)
    for kind in ("database", "objects", "drill"):
        await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "backend.cli", "backup", "note", kind, "--size", "1048576",
             "--note", "Đã phục hồi thử"],
            cwd=ROOT, check=True, env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
            capture_output=True,
        )  # fmt: skip
    found = await compliance.report(admin)
    assert all(one.finished_at for one in found.backups)
    assert found.backups[0].note == "Đã phục hồi thử"
    age = next(one for one in found.figures if one.criterion == Criterion.BACKUP_HOURS)
    assert age.value is not None and age.value < 1
    assert age.verdict == "met"


@pytest.mark.criterion("V.24")
async def test_a_backup_that_lost_something_is_no_backup(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin = await officer(ADMIN)
    for kind in (BackupKind.DATABASE, BackupKind.OBJECTS):
        await note_backup(kind, 1, "đủ")
    await database.execute(
        "update backup_told set finished_at = finished_at - interval '3 days' where kind = $1",
        BackupKind.OBJECTS,
    )
    await note_backup(BackupKind.OBJECTS, 1, "11500 tệp; 500 tệp mất hoặc đã đổi", whole=False)
    try:
        found = await compliance.report(admin)
        told = next(one for one in found.backups if one.kind == BackupKind.OBJECTS)
        assert not told.whole
        assert "500 tệp" in told.note
        age = next(one for one in found.figures if one.criterion == Criterion.BACKUP_HOURS)
        assert age.value is not None
        assert age.value > 71, "the last that was whole counts"
        assert age.verdict == "not_met"
    finally:
        await database.execute("delete from backup_told")
