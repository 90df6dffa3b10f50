"""What VNeID says of somebody, and the account here that it is joined to."""

import hashlib
from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.identity.sessions import end_all
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import Conflict, RuleBroken
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.vocabulary.assurance import Assurance
from shared.vocabulary.roles import AccountKind


class NationalRefused(RuleBroken):
    """The provider's answer proves nothing here; the log knows why."""

    slug = "national-refused"


class Claims(msgspec.Struct, frozen=True):
    """What VNeID says of a person (LoaiTaiKhoan 1) or an enterprise (2)."""

    sub: str
    SoDinhDanh: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{12}$")]
    HoVaTen: Annotated[str, msgspec.Meta(min_length=2, max_length=120)]
    LoaiTaiKhoan: Literal[1, 2] = 1
    NgayThangNamSinh: str = ""
    TechID: Annotated[str, msgspec.Meta(max_length=255)] = ""
    IAL: int = 1
    MaSoThue: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{10}(-[0-9]{3})?)?$")] = ""
    TenDoanhNghiep: Annotated[str, msgspec.Meta(max_length=200)] = ""

    @property
    def username(self) -> str:
        """By what the account is known here: personal number, or tax code of an enterprise."""
        return self.MaSoThue if self.LoaiTaiKhoan == 2 else self.SoDinhDanh

    @property
    def assurance(self) -> Assurance:
        """The level they vouch for."""
        return Assurance.NATIONAL_2 if self.IAL >= 2 else Assurance.NATIONAL_1


class Proved(msgspec.Struct, frozen=True):
    """Claims that were verified, and the digest of the token they came in."""

    claims: Claims
    digest: str


def read_claims(raw: dict[str, Any], token: str) -> Proved:
    """The claims of a verified token. Raises NationalRefused when they do not say who it is."""
    try:
        claims = msgspec.convert(raw, Claims)
    except msgspec.ValidationError as error:
        raise NationalRefused("VNeID chưa gửi đủ thông tin định danh của bạn.") from error
    if not claims.username:
        raise NationalRefused("VNeID chưa gửi mã số thuế của tổ chức.")
    return Proved(claims, hashlib.sha256(token.encode()).hexdigest())


async def create(connection: asyncpg.Connection, proved: Proved) -> asyncpg.Record:
    """Opens an account for somebody nobody here knew, and joins it."""
    claims = proved.claims
    is_organisation = claims.LoaiTaiKhoan == 2
    name = claims.TenDoanhNghiep if is_organisation and claims.TenDoanhNghiep else claims.HoVaTen
    # An empty hash fits no password: this account has none until its owner sets one.
    id_ = uuid7()
    account = await connection.fetchrow(
        "insert into account (id, tenant_id, kind, username, full_name, personal_id, "
        "password_hash, created_at, sort_key) values ($1, $2, $3, $4, $5, $8, '', $6, $7) "
        "returning id, disabled_at, locked_at, closed_at",
        id_,
        settings().tenant,
        AccountKind.ORGANISATION if is_organisation else AccountKind.CITIZEN,
        stored_name(claims.username),
        name,
        clock.now(),
        vi_sort_key(name),
        sealed("account.personal_id", id_, claims.username),
    )
    await record(connection, None, "account.created", subject_id=account["id"])
    await link(connection, account["id"], proved, "opened")
    return account


async def take_over(connection: asyncpg.Connection, account_id: UUID) -> None:
    """Ends what somebody else may have set up under a number that is now proved."""
    await end_all(connection, account_id)
    await connection.execute(
        "update account set password_hash = '', totp_secret = null, totp_pending = null, "
        "email_verified_at = null where id = $1",
        account_id,
    )
    await connection.execute("delete from recovery_code where account_id = $1", account_id)


async def link(connection: asyncpg.Connection, account_id: UUID, proved: Proved, how: str) -> None:
    """Joins identity and account. Raises Conflict when either is joined already."""
    linked = await connection.fetchval(
        "insert into national_identity (id, tenant_id, account_id, issuer, subject, tech_id, "
        "linked_at, how, token_digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict do nothing returning true",
        uuid7(),
        settings().tenant,
        account_id,
        settings().oidc_issuer,
        proved.claims.sub,
        proved.claims.TechID,
        clock.now(),
        how,
        bytes.fromhex(proved.digest),
    )
    if not linked:
        raise Conflict(
            "Tài khoản này đã liên kết với một tài khoản VNeID. Vui lòng liên hệ hỗ trợ.",
            en="This account is joined to another national identity already.",
            slug="already-linked",
        )
    await record(
        connection, None, f"national_identity.{how}", subject_id=account_id,
        detail={"token_sha256": proved.digest},
    )  # fmt: skip
