"""The second factor: one-time codes of an app, recovery codes, and proving oneself again."""

import secrets
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pyotp
import segno

from backend.access.actor import Actor
from backend.access.step_up import is_proved, proof_holds
from backend.audit.actions import keyed_hash, record
from backend.identity import throttle
from backend.identity.passwords import matching_step, seal_totp, unseal_totp, verify_password
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from shared.contracts.factors import Enrolment, RecoveryCodes, SecondFactor, StepUp, StepUpMethod

ISSUER = "Một Cửa"
RECOVERY_CODES = 10
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class ProofRefused(RuleBroken):
    """The code or password does not prove who somebody is."""

    slug = "code-wrong"


@dataclass(frozen=True, slots=True)
class Proof:
    """A right answer that has not been taken yet: a time step of the app, or a recovery code."""

    step: int | None = None
    recovery: bytes | None = None


def examine(account_id: UUID, sealed: bytes, last_step: int, code: str) -> Proof | None:
    """What a code would prove, or None when it is wrong; a recovery code is looked up by `take`."""
    code = code.replace(" ", "")
    if code.isdecimal():
        step = matching_step(unseal_totp(account_id, sealed), code, last_step)
        return None if step is None else Proof(step=step)
    return Proof(recovery=_recovery_hash(account_id, code)) if 8 <= len(code) <= 20 else None


async def take(connection: asyncpg.Connection, account_id: UUID, proof: Proof) -> bool:
    """Uses the proof up; False when somebody was faster or there is no such recovery code."""
    if proof.step is not None:
        # With a condition, so that two requests cannot both use one code.
        return bool(
            await connection.fetchval(
                "update account set totp_last_step = $2 where id = $1 and totp_last_step < $2 "
                "returning true",
                account_id,
                proof.step,
            )
        )
    return bool(
        await connection.fetchval(
            "update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 "
            "and used_at is null returning true",
            account_id,
            proof.recovery,
            clock.now(),
        )
    )


async def second_factor(actor: Actor) -> SecondFactor:
    """Whether there is one, and how many recovery codes are left."""
    row = await _account(actor)
    return SecondFactor(
        enabled=row["totp_secret"] is not None,
        required=actor.is_officer,
        must_change_password=row["must_change_password"],
        recovery_codes_left=row["recovery_left"],
    )


async def start_enrolment(actor: Actor) -> Enrolment:
    """A fresh secret for the person's app; it counts only once a code of it was shown.

    Raises Conflict when there is a second factor already.
    """
    row = await _account(actor)
    if row["totp_secret"] is not None:
        raise Conflict(
            "Bạn đã bật mã xác thực. Hãy tắt rồi bật lại nếu muốn dùng ứng dụng khác.",
            en="The second factor is on already.",
            slug="second-factor-on",
        )
    secret = pyotp.random_base32()
    async with transaction() as connection:
        await connection.execute(
            "update account set totp_pending = $2 where id = $1",
            actor.account_id,
            seal_totp(actor.account_id, secret),
        )
        await record(connection, actor, "second_factor.offered", subject_id=actor.account_id)
    uri = pyotp.TOTP(secret).provisioning_uri(name=actor.full_name, issuer_name=ISSUER)
    picture = segno.make(uri, error="m", micro=False).svg_data_uri(scale=5, border=3)
    return Enrolment(secret=secret, uri=uri, qr=picture)


async def confirm_enrolment(actor: Actor, code: str) -> RecoveryCodes:
    """Turns the second factor on after a right code; the recovery codes are shown this once.

    Raises ProofRefused, Conflict when nothing was begun.
    """
    row = await _account(actor)
    if row["totp_pending"] is None:
        raise Conflict("Hãy bắt đầu lại từ mã QR.", en="Please start again.", slug="not-begun")
    step = matching_step(
        unseal_totp(actor.account_id, bytes(row["totp_pending"])), code.replace(" ", ""), 0
    )
    if step is None:
        raise ProofRefused(
            "Mã chưa đúng. Hãy nhập mã 6 số đang hiện trên ứng dụng.",
            errors=[field("/code", "Nhập mã đang hiện trên ứng dụng.")],
        )
    async with transaction() as connection:
        taken = await connection.fetchval(
            "update account set totp_secret = totp_pending, totp_pending = null, "
            "totp_last_step = $2 where id = $1 and totp_pending = $3 and totp_secret is null "
            "returning true",
            actor.account_id,
            step,
            row["totp_pending"],
        )
        if not taken:
            raise Conflict("Mã xác thực đã được bật.", slug="second-factor-on")
        await record(connection, actor, "second_factor.on", subject_id=actor.account_id)
        return await _fresh_codes(connection, actor)


async def fresh_recovery_codes(actor: Actor) -> RecoveryCodes:
    """New recovery codes in place of the old; shown this once. Raises Conflict without a factor."""
    if (await _account(actor))["totp_secret"] is None:
        raise Conflict("Bạn chưa bật mã xác thực.", slug="second-factor-off")
    async with transaction() as connection:
        await record(connection, actor, "recovery_codes.renewed", subject_id=actor.account_id)
        return await _fresh_codes(connection, actor)


async def end_second_factor(actor: Actor) -> None:
    """Turns it off again. Raises Conflict for officers, who must have one."""
    if actor.is_officer:
        raise Conflict(
            "Cán bộ, công chức phải dùng mã xác thực. Đổi điện thoại thì nhờ quản trị cấp lại.",
            en="Officers must keep their second factor.",
            slug="second-factor-required",
        )
    async with transaction() as connection:
        await connection.execute(
            "update account set totp_secret = null, totp_pending = null where id = $1",
            actor.account_id,
        )
        await connection.execute(
            "delete from recovery_code where account_id = $1", actor.account_id
        )
        await record(connection, actor, "second_factor.off", subject_id=actor.account_id)


async def step_up_method(actor: Actor) -> StepUpMethod:
    """What to ask the person for."""
    row = await _account(actor)
    if row["totp_secret"] is not None:
        return StepUpMethod("code", not is_proved(actor))
    method = "password" if row["password_hash"] else "national"
    return StepUpMethod(method, not is_proved(actor))


async def step_up(actor: Actor, answer: str, address: str) -> StepUp:
    """Proves again who is there: a code of the app, a recovery code, or the password without one.

    Raises ProofRefused, TooMany.
    """
    row = await _account(actor)
    name = f"step-up {actor.account_id}"
    await throttle.admit(name, address)
    proof: Proof | None = None
    if row["totp_secret"] is not None:
        proof = examine(
            actor.account_id, bytes(row["totp_secret"]), row["totp_last_step"], answer.strip()
        )
        right = proof is not None
    else:
        right = await verify_password(row["password_hash"] or None, answer)
    now = clock.now()
    async with transaction() as connection:
        if proof is not None:
            right = await take(connection, actor.account_id, proof)
        if right:
            await connection.execute(
                "update session set stepped_up_at = $2 where id = $1", actor.session_id, now
            )
        done = "session.stepped_up" if right else "session.step_up_refused"
        await record(connection, actor, done, subject_id=actor.account_id)
    if not right:
        is_code = row["totp_secret"] is not None
        raise ProofRefused(
            "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới."
            if is_code
            else "Mật khẩu chưa đúng. Vui lòng nhập lại.",
            en="That is not right, or was used already.",
            slug="code-wrong" if is_code else "password-wrong",
        )
    await throttle.forget(name, address, "")
    until = now + proof_holds()
    return StepUp(until=until.isoformat(timespec="seconds"))


async def _fresh_codes(connection: asyncpg.Connection, actor: Actor) -> RecoveryCodes:
    codes = [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2))
        for _ in range(RECOVERY_CODES)
    ]
    await connection.execute("delete from recovery_code where account_id = $1", actor.account_id)
    await connection.executemany(
        "insert into recovery_code (id, account_id, code_hash, created_at) values ($1, $2, $3, $4)",
        [
            (uuid7(), actor.account_id, _recovery_hash(actor.account_id, code), clock.now())
            for code in codes
        ],
    )
    return RecoveryCodes(codes)


def _recovery_hash(account_id: UUID, code: str) -> bytes:
    # Fifty random bits under the key of the installation; nothing a dictionary could find.
    return keyed_hash("recovery", account_id, code.replace("-", "").upper())


async def _account(actor: Actor) -> asyncpg.Record:
    row = await fetch_row(
        "select totp_secret, totp_pending, totp_last_step, password_hash, must_change_password, "
        "(select count(*) from recovery_code r where r.account_id = a.id "
        "and r.used_at is null) as recovery_left "
        "from account a where id = $1",
        actor.account_id,
    )
    assert row is not None
    return row
