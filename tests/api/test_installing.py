"""An empty installation is begun: first agency, two administrators, procedures; then by screens."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.operations.secret_files import OF_OTHERS, write_missing
from backend.organisation.installing import EXAMPLE
from shared.client import catalogue, identity, officers
from shared.client.base import ApiClient
from shared.contracts.officers import FirstPassword
from tests.api.backed_up import at, empty_database, motcua
from tests.api.test_officer_accounts import opened, refused, set_up
from tests.conftest import Program, Services, _free_port, wait_until_ready


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fresh(services: Services) -> AsyncIterator[dict[str, str]]:
    """The settings of an installation that has tables and nothing else."""
    url = await empty_database(services, "first_day")
    there = at(url, "first-day") | {"MOTCUA_DEMO": "no", "MOTCUA_TENANT": "moi"}
    migrated = await motcua("migrate", **there)
    assert migrated.returncode == 0, migrated.stderr
    yield there


def written(folder: Path, text: str) -> str:
    """A file for the operator's command."""
    path = folder / "cai-dat.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.criterion("V.25")
async def test_an_empty_installation_is_begun_by_two_persons_and_goes_on_by_screens(
    fresh: dict[str, str], tmp_path: Path
) -> None:
    one_alone = EXAMPLE[: EXAMPLE.rindex("[[administrators]]")]
    same = EXAMPLE.replace("quantri.hai", "quantri.mot")
    twice = EXAMPLE.replace("000000000002", "000000000001")
    for text, why in (
        (one_alone, "administrators"),
        (same, "tên đăng nhập khác nhau"),
        (twice, "hai người khác nhau"),
        (EXAMPLE.replace('"H37"', '"h 37"'), "QĐ 20/2020"),
        (EXAMPLE.replace("quantri1@example.vn", "không có"), "quantri.mot"),
        ("[agency", "TOML"),
    ):
        no = await motcua("install", written(tmp_path, text), **fresh)
        assert no.returncode == 1 and why in no.stderr, no.stderr
    connection = await asyncpg.connect(fresh["MOTCUA_DATABASE_URL"])
    assert await connection.fetchval("select count(*) from account") == 0, "nothing half-written"

    done = await motcua("install", written(tmp_path, EXAMPLE), **fresh)
    assert done.returncode == 0, done.stderr
    passwords = dict(re.findall(r"^  (\S+)  (\S+)$", done.stdout, re.MULTILINE))
    assert set(passwords) == {"quantri.mot", "quantri.hai"}
    again = await motcua("install", written(tmp_path, EXAMPLE), **fresh)
    assert again.returncode == 1 and "Đã có cơ quan" in again.stderr
    keyed = await motcua("catalogue", "keyed", **fresh)
    assert keyed.stdout.startswith("15 thủ tục mới"), keyed.stderr
    assert (await motcua("catalogue", "keyed", **fresh)).stdout.startswith("0 thủ tục mới")

    port, log = _free_port(), tmp_path / "api.log"
    address = f"http://127.0.0.1:{port}"
    api = await asyncio.to_thread(
        Program, "backend.operations.server", log=log, **fresh, MOTCUA_API_PORT=str(port),
        MOTCUA_API_URL=address,
    )  # fmt: skip
    try:
        wait_until_ready(api, log, address)
        async with httpx.AsyncClient(base_url=address, timeout=30) as http:
            rows = await connection.fetch("select id, username from account order by username desc")
            first, second = (
                FirstPassword(str(row["id"]), row["username"], passwords[row["username"]])
                for row in rows
            )
            admin, _ = await set_up(http, first)
            other, _ = await set_up(http, second)
            for who in (admin, other):
                assert [r.role for r in (await identity.me(who)).roles] == ["system_admin"]
            await connection.execute("update session set stepped_up_at = now()")
            new = await opened(admin, role="catalogue_admin", kind="administration")
            (waiting,) = await officers.role_requests(other)
            assert await refused(officers.decide_role(admin, waiting.id, True)) == (
                "second-person-needed"
            )
            await officers.decide_role(other, waiting.id, True)
            writer, _ = await set_up(http, new)
            assert [r.role for r in (await identity.me(writer)).roles] == ["catalogue_admin"]
            anybody = ApiClient(http, face="citizen", cookie="")
            found = await catalogue.search(anybody, "tình trạng hôn nhân")
            assert found.items[0].code == "1.004873"
        kinds = await connection.fetch("select action from audit_entry")
        assert "installation.begun" in {row["action"] for row in kinds}
    finally:
        await asyncio.to_thread(api.stop)
        await connection.close()


def test_secrets_are_written_once_and_for_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    made = write_missing(folder)
    assert len(made) == 13 + len(OF_OTHERS)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert before["database_password"] in before["database_url"]
    assert "@postgres:5432/motcua" in before["database_owner_url"]
    assert len({before[name] for name in ("secret_key", "s3_secret_key", "blind_key")}) == 3
    assert all(before[name] == "" for name in OF_OTHERS)
    assert all(path.stat().st_mode & 0o7 == 0 for path in folder.iterdir())
    (folder / "zalo_token").write_text("khóa")
    (folder / "redis_url").unlink()
    assert write_missing(folder) == ["redis_url"], "what is there stays"
    assert (folder / "redis_url").read_text() == before["redis_url"]
    assert (folder / "zalo_token").read_text() == "khóa"
