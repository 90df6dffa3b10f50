"""What is personal is sealed wherever it comes to lie: a person's words are looked for in every
column of every table, and are whole for whoever may read them."""

import uuid

import asyncpg
import httpx
import pytest

from backend.archive.forgetting import forget
from backend.dossiers.personal import SEALED_TEXTS
from backend.operations.sealed_columns import SEALED
from shared.client import dossiers, notifications, petitions, post, results
from shared.contracts.petitions import SendPetition
from shared.vocabulary.petitions import PetitionKind, PetitionTopic
from tests.api.conftest import Office, eventually
from tests.api.lived import SLUG, Life, Officer, lived
from tests.api.people import Person

# Where words of a person stand as they were written, each with its reason in
# docs/security/data-classes.md.
IN_THE_CLEAR: set[str] = set()


@pytest.fixture
async def life(http: httpx.AsyncClient, person: Person, officer: Officer) -> Life:
    """Somebody who has used much of the portal."""
    return await lived(http, person, officer)


@pytest.mark.criterion("G.10")
@pytest.mark.criterion("G.1")
async def test_no_column_of_any_table_holds_a_persons_words_in_the_clear(
    life: Life, database: asyncpg.Pool, officer: Officer
) -> None:
    me, words, id_ = life.me, life.words, life.dossier_id
    agency = (await dossiers.dossier(me, id_)).receiving_agency.id
    key = uuid.uuid4().hex
    wish = SendPetition(
        PetitionKind.REPORT, PetitionTopic.CONDUCT, agency, words.petition, words.petition,
        name="Nguyễn Văn Mẫu", phone=words.phone, email=words.email, address=words.home,
    )  # fmt: skip
    sent = await petitions.send(me, wish, key)
    assert (await petitions.send(me, wish, key)).secret == sent.secret, "sent again, said again"
    looked_for = words.all() | {"secret": sent.secret}
    tables = await database.fetch(
        "select table_name as name from information_schema.tables "
        "where table_schema = 'public' and table_type = 'BASE TABLE' order by 1"
    )
    assert len(tables) > 150
    found = set()
    for table in tables:
        columns = await database.fetch(
            "select column_name as name, data_type as type from information_schema.columns "
            "where table_schema = 'public' and table_name = $1 and data_type not in "
            "('uuid', 'boolean', 'smallint', 'integer', 'bigint', 'date', 'numeric', "
            "'timestamp with time zone')",
            table["name"],
        )
        for column in columns:
            name = f't."{column["name"]}"'
            text = f"encode({name}, 'escape')" if column["type"] == "bytea" else f"{name}::text"
            what = await database.fetch(
                f"select distinct w.name from {table['name']} t, unnest($1::text[], $2::text[]) "
                f"w(name, word) where position(w.word in {text}) > 0",
                list(looked_for),
                list(looked_for.values()),
            )
            found |= {f"{table['name']}.{column['name']}: {row['name']}" for row in what}
    assert found <= IN_THE_CLEAR, sorted(found - IN_THE_CLEAR)
    assert found >= IN_THE_CLEAR, "no longer so: take it off the list"


async def test_what_is_sealed_is_whole_for_whoever_may_read_it(
    life: Life, officer: Officer, database: asyncpg.Pool
) -> None:
    me, words, id_ = life.me, life.words, life.dossier_id
    mine = await dossiers.dossier(me, id_)
    assert (mine.applicant_address, mine.applicant_phone) == (words.home, words.phone)
    assert mine.delivery_address.startswith(words.box)
    line = mine.supplement[0]
    assert (line.before, line.after) == (words.purpose, words.changed)
    orders = (await post.of_dossier(me, id_)).orders
    assert orders[0].detail == words.box and orders[0].phone == words.phone
    office = Office(officer, SLUG)
    desk = await results.desk(await office.as_(office.specialist), id_)
    assert desk.draft is not None
    assert {f.key: f.value for f in desk.draft.fields}["residence"] == words.residence

    async def told() -> list[str]:
        found = (await notifications.notices(me)).items
        return [notice.body for notice in found if notice.dossier_id == id_]

    bodies = await eventually(told, 60)
    assert bodies and not [body for body in bodies if "enc:" in body or len(body) < 20]


async def test_what_is_disposed_of_leaves_nothing_sealed_behind(
    life: Life, database: asyncpg.Pool
) -> None:
    id_ = uuid.UUID(life.dossier_id)
    async with database.acquire() as connection:
        trial = connection.transaction()
        await trial.start()
        before = await _sealed_of(connection, id_)
        assert {"supplement_item", "postal_order", "result_draft", "dossier_message"} <= before
        await forget(connection, id_)
        assert await _sealed_of(connection, id_) == set()
        row = await connection.fetchrow("select * from dossier where id = $1", id_)
        await trial.rollback()
    # The number stays with the name as the record of whose it was.
    empty = {name for name in SEALED_TEXTS if not row[name]}
    assert empty >= set(SEALED_TEXTS) - {"applicant_personal_id", "owner_personal_id"}
    assert row["answers"] == "{}"


async def _sealed_of(connection: asyncpg.Connection, dossier_id: uuid.UUID) -> set[str]:
    """Tables that hold something sealed of a dossier beside its own row."""
    linked = {
        row["table_name"]
        for row in await connection.fetch(
            "select table_name from information_schema.columns "
            "where table_schema = 'public' and column_name = 'dossier_id'"
        )
    }
    return {
        of.table
        for of in SEALED
        if of.table in linked
        and await connection.fetchval(
            f"select count(*) from {of.table} where dossier_id = $1 and {of.key} is not null",
            dossier_id,
        )
    }
