"""Satisfaction after hand-over: once, by whoever received the result, whatever the way."""

import re
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.feedback import codes
from backend.feedback.actions.rating import invite
from shared.client import notifications, petitions, ratings
from shared.client.base import ApiClient
from shared.contracts.ratings import Marks, NewTablet
from shared.vocabulary.ratings import Satisfaction
from tests.api.conftest import eventually
from tests.api.feedback.ways import (
    BAD,
    DESK,
    GOOD,
    HEAD,
    SLUG,
    agency_of,
    handed_over,
    ready,
    refused,
)
from tests.api.people import fresh_citizen

Officer = Callable[[str], Awaitable[ApiClient]]


async def code_of(database: asyncpg.Pool, dossier_id: str) -> str:
    code: str = await database.fetchval("select code from dossier where id = $1::uuid", dossier_id)
    return code


async def token_of(api: ApiClient, dossier_id: str) -> str:
    """The token in the message that the applicant was sent."""

    async def told() -> str:
        page = await notifications.notices(api)
        for notice in page.items:
            found = re.search(r"/danh-gia/([\w-]+)", notice.body)
            if notice.dossier_id == dossier_id and found:
                return found.group(1)
        return ""

    token: str = await eventually(told)
    assert token
    return token


@pytest.mark.criterion("III.9")
@pytest.mark.criterion("G.1")
async def test_the_link_of_the_message_rates_once_without_signing_in(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    token = await token_of(me, id_)
    ask = await ratings.ask_by_link(anonymous, token)
    assert ask.state == "open"
    assert ask.code == await code_of(database, id_)
    assert "Mẫu" not in repr(ask)  # nothing of the person
    marks = Marks(Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, words="Cảm ơn các anh chị.")
    thanks = await ratings.by_link(anonymous, token, marks)
    assert not thanks.petition_code
    assert (await ratings.ask_by_link(anonymous, token)).state == "done"
    assert await refused(ratings.by_link(anonymous, token, BAD)) == (409, "already-rated")
    assert await refused(ratings.rate_own(me, id_, BAD)) == (409, "already-rated")
    row = await database.fetchrow("select * from rating where dossier_id = $1::uuid", id_)
    assert row is not None
    assert (row["overall"], row["convenience"], row["attitude"], row["way"]) == (
        "very_satisfied", "satisfied", "", "link",
    )  # fmt: skip
    assert row["executor_id"] is not None
    assert "Cảm ơn" not in row["words"]  # sealed


@pytest.mark.criterion("III.9")
async def test_a_bad_rating_opens_a_petition_that_nobody_of_the_dossier_handles(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    thanks = await ratings.rate_own(me, id_, BAD)
    assert thanks.petition_code
    followed = await petitions.seen(me, thanks.petition_code)
    assert followed.state == "received"
    assert followed.answer_by > followed.received_at
    assert "Phải đi lại ba lần." in followed.body
    assert thanks.petition_code in {one.code for one in (await petitions.mine(me)).items}
    row = await database.fetchrow("select * from petition where code = $1", thanks.petition_code)
    assert row is not None
    assert (str(row["dossier_id"]), row["topic"], row["source"]) == (id_, "conduct", "rating")
    worked = await database.fetch(
        "select id from account where username = any($1)",
        [DESK, f"chuyenvien1.tuphap.{SLUG}"],
    )
    assert {one["id"] for one in worked} <= set(row["about"])
    petition_id = str(row["id"])
    for username in (DESK, f"chuyenvien1.tuphap.{SLUG}"):
        api = await officer(username)
        assert await refused(petitions.petition(api, petition_id)) == (404, "unknown-petition")
    seen = await petitions.petition(await officer(HEAD), petition_id)
    assert {one.act for one in seen.acts} >= {"take", "refuse"}
    assert not {str(one["id"]) for one in worked} & {one.id for one in seen.officers}


@pytest.mark.criterion("III.9")
async def test_at_the_kiosk_who_holds_the_receipt_rates(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    code = await code_of(database, id_)
    assert (await ratings.ask_at_kiosk(anonymous, code.lower(), "0001")).state == "open"
    await ratings.at_kiosk(anonymous, code, "0001", GOOD)
    assert (await ratings.ask_at_kiosk(anonymous, code, "0001")).state == "done"


@pytest.mark.criterion("III.9")
async def test_the_tablet_asks_about_the_dossier_just_handed_over_and_rests(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    head, desk = await officer(HEAD), await officer(DESK)
    opened = await ratings.add_tablet(
        head, NewTablet(f"Quầy {uuid.uuid4().hex[:4]}", await agency_of(officer))
    )
    key = opened.address.rsplit("/", 1)[-1]
    assert (await ratings.tablet_now(anonymous, key)).state == "resting"
    id_, office = await ready(me, officer)
    early = ratings.show_on_tablet(desk, opened.tablet.id, id_)
    assert await refused(early) == (409, "not-handed-over")
    await office.act("tiepnhan1", id_, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    shown = await ratings.show_on_tablet(desk, opened.tablet.id, id_)
    assert shown.showing == await code_of(database, id_)
    ask = await ratings.tablet_now(anonymous, key)
    assert (ask.state, ask.code) == ("open", shown.showing)
    other = ratings.on_tablet(anonymous, key, "H00-000000-0000", GOOD)
    assert await refused(other) == (409, "tablet-rests")
    thanks = await ratings.on_tablet(anonymous, key, ask.code, BAD)
    assert thanks.petition_secret  # whoever stands there may not be the applicant
    followed = await petitions.seen(anonymous, thanks.petition_code, thanks.petition_secret)
    assert followed.state == "received"
    assert (await ratings.tablet_now(anonymous, key)).state == "resting"
    assert await refused(ratings.on_tablet(anonymous, key, ask.code, GOOD)) == (409, "tablet-rests")
    # What was shown and not rated goes by itself.
    await database.execute(
        "update desk_tablet set dossier_id = $2::uuid, shown_until = now() - interval '1 second' "
        "where id = $1::uuid", opened.tablet.id, id_,
    )  # fmt: skip
    assert (await ratings.tablet_now(anonymous, key)).state == "resting"
    await ratings.remove_tablet(head, opened.tablet.id)
    assert await refused(ratings.tablet_now(anonymous, key)) == (404, "unknown-tablet")


@pytest.mark.criterion("III.9")
async def test_nobody_manipulates(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me, stranger = await fresh_citizen(http, database), await fresh_citizen(http, database)
    id_, office = await ready(me, officer)
    code = await code_of(database, id_)
    # Before hand-over.
    assert (await ratings.of_own(me, id_)).state == "early"
    assert await refused(ratings.rate_own(me, id_, GOOD)) == (409, "not-handed-over")
    assert await refused(ratings.at_kiosk(anonymous, code, "0001", GOOD)) == (
        409,
        "not-handed-over",
    )
    assert await invite(uuid.UUID(id_)) == ""
    await office.act("tiepnhan1", id_, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    # Somebody else's dossier, by account, by code, by a guessed token or tablet.
    assert await refused(ratings.rate_own(stranger, id_, BAD)) == (404, "nothing-to-rate")
    for guess in ("A" * 43, codes.invitation_token(uuid.uuid4()), codes.new_key()):
        assert await refused(ratings.by_link(anonymous, guess, BAD)) == (404, "unknown-link")
        assert await refused(ratings.tablet_now(anonymous, guess)) == (404, "unknown-tablet")
    wrong = [
        await refused(ratings.at_kiosk(anonymous, code, digits, BAD))
        for digits in ("1111", "2222", "3333", "4444", "5555")
    ]
    assert set(wrong) == {(404, "nothing-to-rate")}
    # Guessing ends, even with the right digits; the link still serves.
    assert (await refused(ratings.at_kiosk(anonymous, code, "0001", BAD)))[0] == 429
    # Officers rate nothing: neither by their session nor through somebody's link.
    desk = await officer(DESK)
    assert (await refused(ratings.rate_own(desk, id_, GOOD)))[0] == 403
    token = await token_of(me, id_)
    assert (await refused(ratings.by_link(desk, token, GOOD)))[0] == 403
    # Too late.
    await database.execute(
        "update rating_invitation set expires_at = now() where dossier_id = $1::uuid", id_
    )
    assert (await ratings.ask_by_link(anonymous, token)).state == "expired"
    assert await refused(ratings.by_link(anonymous, token, GOOD)) == (409, "link-expired")
    await ratings.rate_own(me, id_, GOOD)
    assert await refused(ratings.rate_own(me, id_, GOOD)) == (409, "already-rated")
    assert (
        await database.fetchval("select count(*) from rating where dossier_id = $1::uuid", id_) == 1
    )


async def test_an_officer_does_not_rate_a_dossier_of_their_own_that_they_resolved(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    await database.execute(  # the desk officer is the applicant, in a citizen's account
        "update dossier set applicant_key = $2 where id = $1::uuid", id_,
        codes_of_desk := await _key_of(database, DESK),
    )  # fmt: skip
    assert codes_of_desk
    assert (await refused(ratings.rate_own(me, id_, GOOD)))[0] == 403
    assert await invite(uuid.UUID(id_)) == ""


async def _key_of(database: asyncpg.Pool, username: str) -> str:
    from backend.platform.sealing import blind, opened, sealed

    row = await database.fetchrow(
        "select id, personal_id from account where username = $1", username
    )
    assert row is not None
    number = opened(row, "account.personal_id")
    if not number:
        number = "020088000088"
        await database.execute(
            "update account set personal_id = $2 where id = $1", row["id"],
            sealed("account.personal_id", row["id"], number),
        )  # fmt: skip
    return blind(number)
