"""New keys: look-ups find the same people under a new key; what waits for a code is sealed anew."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from click.testing import CliRunner

from backend.cli.keys import keys
from backend.operations import resealing
from backend.operations.reblinding import left_over, reblind
from backend.platform import sealing
from backend.platform.sealing import blind, sealed, unsealed, word_under
from shared.client.base import ApiClient
from tests.api.conftest import submitted
from tests.api.people import Person

Citizen = Callable[[int], Awaitable[ApiClient]]


@pytest.fixture
async def apart(database: asyncpg.Pool) -> AsyncIterator[asyncpg.Connection]:
    """A transaction that is taken back: the running programs keep their key."""
    async with database.acquire() as connection:
        trial = connection.transaction()
        await trial.start()
        yield connection
        await trial.rollback()


async def test_every_look_up_finds_the_same_under_a_new_key_of_look_ups(
    citizen: Citizen, apart: asyncpg.Connection, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = uuid.UUID((await submitted(await citizen(33), "tam thanh")).dossier_id)
    await apart.execute(
        "update archive_record set personal_id = $1 where dossier_id in (select dossier_id "
        "limit 1)",
        blind(person.username),
    )
    row = await apart.fetchrow("select * from dossier where id = $1", dossier_id)
    number = sealing.opened(row, "dossier.applicant_personal_id")
    phone = sealing.opened(row, "dossier.applicant_phone")
    assert row["applicant_key"] == blind(number) and blind(phone) in row["search_text"]
    await apart.execute(
        "insert into vault_item (id, tenant_id, owner_number, owner_name, kind, origin, title, "
        "issuer, issued_at, valid_from, dossier_id, component_key, document_ids) select $2, "
        "tenant_id, applicant_key, applicant_name, 'mau', 'component', 'Mẫu', 'Mẫu', now(), "
        "current_date, id, 'mau', array[$2::uuid] from dossier where id = $1",
        dossier_id,
        uuid.uuid4(),
    )
    old, new = sealing._blind_key(), os.urandom(32)
    monkeypatch.setattr(sealing, "_blind_key", lambda: new)
    assert blind(number) == word_under(new, number) != word_under(old, number)
    monkeypatch.setattr("backend.operations.reblinding.BATCH", 7)
    assert await reblind(apart, old, print) > 0
    found = await apart.fetchrow(
        "select * from dossier where applicant_key = $1 and id = $2", blind(number), dossier_id
    )
    assert found is not None
    assert blind(phone) in found["search_text"] and blind(number) in found["search_text"]
    assert word_under(old, number) not in found["search_text"]
    assert await apart.fetchval(
        "select id from account where username = $1", blind(person.username)
    ) == person.id  # fmt: skip
    assert not await apart.fetchval(
        "select count(*) from account where username = $1", word_under(old, person.username)
    )
    assert await apart.fetchval(
        "select count(*) from archive_record where personal_id = $1",
        word_under(old, person.username),
    ) == 0  # fmt: skip
    owner = "select owner_number from vault_item where dossier_id = $1"
    assert await apart.fetchval(owner, dossier_id) == blind(number)
    assert await left_over(apart) >= 0
    assert await reblind(apart, old, print) == 0, "a second time there is nothing to do"


def test_the_command_refuses_what_is_no_key(tmp_path: Path) -> None:
    file = tmp_path / "old"
    file.write_text("không phải khóa")
    done = CliRunner().invoke(keys, ["rotate-lookups", "--old", str(file)])
    assert done.exit_code != 0


async def test_a_telephone_that_waits_for_its_code_is_sealed_anew_with_its_account(
    apart: asyncpg.Connection, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await apart.execute(
        "update account set phone_pending = $2 where id = $1",
        person.id,
        sealed("account.phone", person.id, "0912345678"),
    )
    of = next(one for one in resealing.SEALED if one.table == "account")
    with monkeypatch.context() as back:
        ring = sealing._keys() | {99: os.urandom(32)}
        sealing._cipher.cache_clear()
        back.setattr(sealing, "_keys", lambda: ring)
        row = await apart.fetchrow("select *, id as bound from account where id = $1", person.id)
        new = resealing._resealed(of, row)
        assert new["phone_pending"].startswith("enc:99:")
        assert unsealed("account.phone", person.id, new["phone_pending"]) == "0912345678"
        assert new["phone"].startswith("enc:99:") and new["email"].startswith("enc:99:")
    sealing._cipher.cache_clear()
    # The index that finds what an older key sealed looks at it as well.
    oldest = f"select {of.key} from account where id = $1"
    await apart.execute("update account set phone_pending = 'enc:0:x' where id = $1", person.id)
    assert await apart.fetchval(oldest, person.id) == 0
    definition = await apart.fetchval(
        "select string_agg(indexdef, ' ') from pg_indexes where tablename = 'account'"
    )
    assert "sealed_by(phone_pending)" in definition
