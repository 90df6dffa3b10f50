"""Nobody in particular, each from an address of their own."""

import secrets

import httpx
import pytest

from shared.client.base import ApiClient


@pytest.fixture
def anonymous(http: httpx.AsyncClient) -> ApiClient:
    """Somebody who is not signed in, behind an address that nobody else has."""
    address = ".".join(["10", *(str(secrets.randbelow(250) + 1) for _ in range(3))])
    return ApiClient(http, face="citizen", client_ip=address)
