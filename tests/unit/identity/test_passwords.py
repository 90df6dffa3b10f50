"""Passwords are hashed off the event loop, a few at a time; for nobody as for somebody."""

import asyncio
import time
import uuid

import pyotp
import pytest
from argon2 import PasswordHasher, extract_parameters

from backend.identity import passwords, weak_passwords
from backend.identity.factors import examine
from backend.platform.problems import RuleBroken, Unavailable


@pytest.mark.criterion("III.6")
async def test_somebody_who_is_not_there_is_hashed_against_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = await passwords.hash_password("Một mật khẩu dài 2026")
    checked: list[str] = []
    real = PasswordHasher.verify

    def verify(self: PasswordHasher, hash: str | bytes, password: str | bytes) -> bool:
        checked.append(str(hash))
        return bool(real(self, hash, password))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    assert await passwords.verify_password(stored, "Một mật khẩu dài 2026")
    assert not await passwords.verify_password(stored, "sai")
    assert not await passwords.verify_password(None, "sai")
    assert len(checked) == 3
    costs = {
        (p.type, p.memory_cost, p.time_cost, p.parallelism)
        for p in map(extract_parameters, checked)
    }
    assert len(costs) == 1, "one would take longer than the other"


async def test_the_event_loop_goes_on_while_passwords_are_hashed() -> None:
    hashing = [asyncio.create_task(passwords.hash_password("x" * 20)) for _ in range(20)]
    turns = 0
    while not all(task.done() for task in hashing):
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100, "hashing on the loop would leave it a turn or two"


async def test_a_storm_of_sign_ins_is_turned_away_and_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "_MOST_WAITING", 3)
    answers = await asyncio.gather(
        *(passwords.hash_password("x" * 20) for _ in range(30)), return_exceptions=True
    )
    assert any(isinstance(answer, Unavailable) for answer in answers)
    assert await passwords.hash_password("x" * 20)


@pytest.mark.parametrize(
    "password",
    ["1234567890", "Nguyễn Văn Mẫu", "020099000001", "aaaaaaaaaaaa", "MatKhau1234",
     "Password@123!", "qwertyuiop2026", "nguyenvanmau1999", "MotCua@2026", "dichvucong123",
     "Hành chính công 1", "mau.nguyen.2026", "sunshinesunshine", "basketball"],
)  # fmt: skip
def test_what_everybody_would_guess_is_refused(password: str) -> None:
    known = ["020099000001", "Nguyễn Văn Mẫu", "mau.nguyen@congdan.example"]
    with pytest.raises(RuleBroken):
        weak_passwords.refuse_weak(password, known)


def test_the_list_of_common_passwords_is_long_where_ours_begin() -> None:
    """ASVS asks for the 3,000 most common that our rule of length would let pass."""
    within = {word for word in weak_passwords._common() if len(word) >= 6}
    assert len(within) > 3000, "with figures behind them these reach our ten characters"


@pytest.mark.parametrize("password", ["!@#$%^&*()_+", "Thong tin nao cung that", "k7Qz0vXr2p"])
def test_any_composition_will_do(password: str) -> None:
    weak_passwords.refuse_weak(password, ["020099000001"])


def test_a_long_sentence_is_a_good_password() -> None:
    weak_passwords.refuse_weak("hồ sơ nào cũng đúng hẹn", ["020099000001"])


def test_a_code_of_the_last_minute_counts_and_an_older_one_does_not() -> None:
    secret = pyotp.random_base32()
    person, now = uuid.uuid4(), int(time.time())
    sealed = passwords.seal_totp(person, secret)
    totp = pyotp.TOTP(secret)
    assert examine(person, sealed, 0, totp.at(now - 30)) is not None
    assert examine(person, sealed, 0, totp.at(now - 120)) is None
    assert examine(person, sealed, now // 30 + 1, totp.at(now)) is None
