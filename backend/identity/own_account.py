"""One's own account: contact data, and closing it."""

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.sessions import end_all
from backend.notifications.browsers import forget_all
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict
from backend.platform.sealing import sealed
from shared.contracts.registration import ChangeContact


async def change_contact(actor: Actor, data: ChangeContact) -> None:
    """Changes telephone and address; name and number are proved, not typed."""
    async with transaction() as connection:
        # A telephone that was proved stays so only while it is the same.
        await connection.execute(
            "update account set phone = $2, address = $3, phone_verified_at = "
            "case when $4 then phone_verified_at end where id = $1",
            actor.account_id,
            sealed("account.phone", actor.account_id, data.phone),
            sealed("account.address", actor.account_id, " ".join(data.address.split())),
            data.phone == actor.phone,
        )
        await record(connection, actor, "account.contact_changed", subject_id=actor.account_id)


async def close(actor: Actor) -> None:
    """Closes the account: nobody signs in any more, mandates end, contact data is wiped.

    What was sent stays as the law of archives wants it. Raises Conflict while a dossier is open,
    whose applicant must be reachable, and for officers, whom an administrator lets go.
    """
    if actor.is_officer:
        raise Conflict(
            "Tài khoản cán bộ do quản trị hệ thống ngừng.",
            en="Officers' accounts are ended by an administrator.",
            slug="officer-account",
        )
    now = clock.now()
    async with transaction() as connection:
        await connection.fetchval(
            "select 1 from account where id = $1 for update", actor.account_id
        )
        still_open = await connection.fetchval(
            f"select count(*) from dossier where applicant_id = $1 "
            f"and state not in {CLOSED_STATES}",
            actor.account_id,
        )
        if still_open:
            raise Conflict(
                f"Bạn còn {still_open} hồ sơ chưa xong. Hãy chờ kết quả hoặc rút hồ sơ, rồi đóng "
                "tài khoản.",
                en="Some of your dossiers are still open.",
                slug="dossiers-open",
            )
        await connection.execute(
            "update account set closed_at = $2, disabled_at = $2, password_hash = '', "
            "totp_secret = null, totp_pending = null, email = '', email_pending = '', phone = '', "
            "address = '', email_verified_at = null, phone_verified_at = null, phone_pending = '', "
            "username = 'closed ' || id::text "
            "where id = $1",
            actor.account_id,
            now,
        )
        await connection.execute(
            "delete from recovery_code where account_id = $1", actor.account_id
        )
        await forget_all(connection, actor.account_id)
        await connection.execute(
            "delete from national_identity where account_id = $1", actor.account_id
        )
        await connection.execute(
            "update mandate set ended_at = $2, ended_by = $1 where $1 in (principal_id, agent_id) "
            "and ended_at is null",
            actor.account_id,
            now,
        )
        await end_all(connection, actor.account_id)
        await record(connection, actor, "account.closed", subject_id=actor.account_id)
