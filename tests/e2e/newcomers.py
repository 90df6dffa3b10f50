"""Somebody with an account of their own, whom no other test has met."""

import re
import time
import uuid

import httpx

from backend.settings import settings
from tests.conftest import Services

NAME = "Đỗ Thị Làm Mẫu"
PASSWORD = "Một mật khẩu dài 2026"


def newcomer(services: Services, number: str = "") -> str:
    """The personal number of a citizen who has just opened an account by letter."""
    number = number or f"0205{uuid.uuid4().int % 10**8:08d}"
    email = f"{number}@congdan.example"
    part = uuid.uuid4().int  # a network of one's own: limits of one test do not reach another
    headers = {"X-Forwarded-For": f"10.{part % 250}.{part // 250 % 250}.7"}
    with httpx.Client(base_url=settings().api_url, headers=headers, timeout=30) as http:
        begun = http.post(
            "/api/v1/registrations/persons",
            json={
                "full_name": NAME, "personal_id": number, "phone": "0900000008", "email": email,
                "password": PASSWORD,
            },
        )  # fmt: skip
        assert begun.status_code == 202, begun.text
        confirm = f"/api/v1/registrations/{begun.json()['id']}/confirm"
        done = http.post(confirm, json={"code": letter_to(services, email)})
        assert done.status_code == 201, done.text
    return number


def letter_to(services: Services, email: str) -> str:
    """The six digits of the newest letter to a mailbox."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for found in services.mail:
            code = re.search(r"\b(\d{6})\b", found["body"]) if email in found["to"] else None
            if code:
                return code.group(1)
        time.sleep(0.2)
    raise AssertionError(f"no letter to {email}")


def text_to(services: Services, phone: str) -> str:
    """The six digits of the newest text message to a telephone."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for found in services.texts:
            code = re.search(r"\b(\d{6})\b", found["text"]) if found["to"] == phone else None
            if code:
                return code.group(1)
        time.sleep(0.2)
    raise AssertionError(f"no message to {phone}")
