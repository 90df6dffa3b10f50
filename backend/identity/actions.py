"""Opening accounts, granting roles, signing in and out."""

from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.identity import factors, throttle
from backend.identity.passwords import hash_password, seal_totp, verify_password
from backend.identity.sessions import Caller, Opened, open_session
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.vocabulary.assurance import Assurance
from shared.vocabulary.roles import KIND_OF_ROLE, AccountKind, OfficerKind, Role


class SignInRefused(RuleBroken):
    """Wrong name, password or code; the answer is the same whether the account exists or not."""

    slug = "sign-in-refused"


async def create_account(
    kind: AccountKind,
    username: str,
    full_name: str,
    password: str,
    *,
    personal_id: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    totp_secret: str = "",
) -> UUID:
    """Opens an account. Raises Conflict when the user name is taken."""
    hashed = await hash_password(password)
    id_ = uuid7()
    try:
        async with transaction() as connection:
            await connection.execute(
                "insert into account (id, tenant_id, kind, username, full_name, personal_id, "
                "email, phone, address, password_hash, totp_secret, created_at, sort_key) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                id_,
                settings().tenant,
                kind,
                stored_name(username),
                full_name,
                sealed("account.personal_id", id_, personal_id),
                sealed("account.email", id_, email),
                sealed("account.phone", id_, phone),
                sealed("account.address", id_, address),
                hashed,
                seal_totp(id_, totp_secret) if totp_secret else None,
                clock.now(),
                vi_sort_key(full_name),
            )
            await record(connection, None, "account.created", subject_id=id_)
    except asyncpg.UniqueViolationError:
        raise Conflict(
            "Số định danh này đã có tài khoản. Vui lòng đăng nhập hoặc lấy lại mật khẩu.",
            en="This personal ID already has an account. Please sign in.",
            slug="account-exists",
        ) from None
    return id_


async def grant_role(
    account_id: UUID, role: Role, agency_id: UUID, unit_id: UUID | None = None
) -> None:
    """Gives a role from now on."""
    async with transaction() as connection:
        await grant_within(connection, account_id, role, agency_id, unit_id)


async def grant_within(
    connection: asyncpg.Connection,
    account_id: UUID,
    role: Role,
    agency_id: UUID,
    unit_id: UUID | None = None,
) -> None:
    """The same within the transaction of a larger act."""
    await connection.execute(
        "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, "
        "valid_from) values ($1, $2, $3, $4, $5, $6, $7)",
        uuid7(), settings().tenant, account_id, role, agency_id, unit_id, clock.now(),
    )  # fmt: skip
    await connection.execute(
        "update account set officer_kind = $2 where id = $1 and officer_kind = ''",
        account_id,
        KIND_OF_ROLE[role],
    )
    await record(connection, None, "role.granted", subject_id=account_id, detail={"role": role})


async def sign_in(username: str, password: str, code: str, caller: Caller) -> Opened:
    """Checks name, password and (where there is one) the one-time code; opens a session.

    Raises SignInRefused (slug `sign-in-refused`, `code-needed`, `code-wrong`, `account-locked`),
    TooMany after too many wrong tries from one place.
    """
    name = username.strip().lower()[:120]
    account = await fetch_row(
        "select id, kind, officer_kind, password_hash, totp_secret, totp_last_step, disabled_at, "
        "locked_at from account where tenant_id = $1 and username = $2",
        settings().tenant,
        stored_name(name),
    )
    browser = throttle.known_browser(caller.mark, account["id"] if account else None)
    try_id = await throttle.admit(name, caller.address, browser)
    fits = await verify_password(account["password_hash"] if account else None, password)
    face_fits = account is not None and (account["kind"] == AccountKind.OFFICER) == (
        caller.face == "officer"
    )
    is_program = account is not None and account["officer_kind"] == OfficerKind.SERVICE
    if (
        account is None
        or not fits
        or account["disabled_at"] is not None
        or not face_fits
        or is_program  # a program never signs in by a page
    ):
        if account is not None:
            await _refused(account["id"])
        raise SignInRefused(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại.",
            en="The user name or password is not right.",
        )
    proof: factors.Proof | None = None
    if account["totp_secret"] is not None:
        if not code.strip():
            await throttle.forgive(try_id)
            raise SignInRefused(
                "Vui lòng nhập mã xác thực 6 số.", en="Please enter the code.", slug="code-needed"
            )
        sealed = bytes(account["totp_secret"])
        proof = factors.examine(account["id"], sealed, account["totp_last_step"], code)
        if proof is None:
            await _refused(account["id"])
            raise _code_wrong()
    if account["locked_at"] is not None:
        raise SignInRefused(
            "Tài khoản đang bị khóa. Vui lòng liên hệ quản trị hệ thống của cơ quan.",
            en="The account is locked. Please ask your administrator.",
            slug="account-locked",
        )
    async with transaction() as connection:
        if proof is not None and not await factors.take(connection, account["id"], proof):
            raise _code_wrong()
        known = Assurance.PASSWORD if proof is None else Assurance.TWO_FACTORS
        opened = await open_session(connection, account["id"], caller, known)
    await throttle.forget(name, caller.address, browser)
    return opened


def _code_wrong() -> SignInRefused:
    return SignInRefused(
        "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
        en="The code is wrong or was used already.",
        slug="code-wrong",
    )


async def _refused(account_id: UUID) -> None:
    async with transaction() as connection:
        await record(connection, None, "session.refused", subject_id=account_id)
