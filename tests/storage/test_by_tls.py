"""Database and object store spoken to by TLS that checks who answers (OWASP ASVS V12.3.1)."""

import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from backend.operations.embedded_postgres import EmbeddedPostgres
from backend.platform.database import Engine
from storage.embedded import EmbeddedObjectStore
from storage.locked import LockedStore
from storage.objects import ObjectStore, StorageError
from tests.conftest import _free_port
from tests.files.certificates import server_certificate

KEY, SECRET = "thu", "thu-mot-khoa-bi-mat"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificates of two authorities: the server's own and a stranger's."""
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def endpoint(files: Path) -> Iterator[str]:
    """An object store that speaks TLS alone."""
    port = _free_port()
    store = EmbeddedObjectStore(
        files / "store", port, KEY, SECRET, certificate=server_certificate(files, "store")
    )
    process = store.start()
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def a_store(endpoint: str, authorities: str, *, secure: bool = True) -> ObjectStore:
    """The store as the programs open it."""
    return ObjectStore(
        endpoint, KEY, SECRET, "giay-to", region="us-east-1", secure=secure, authorities=authorities
    )


async def _bytes(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_papers_travel_to_the_store_by_tls(files: Path, endpoint: str) -> None:
    known = str(files / "store.ca.pem")
    store = a_store(endpoint, known)
    await store.ensure_bucket()
    small = await store.put("t/2026/11/a", _bytes(b"Giay to"), "text/plain", limit=100)
    assert small.size == 7
    assert b"".join([chunk async for chunk in await store.get("t/2026/11/a")]) == b"Giay to"
    big = bytes(5 * 1024 * 1024)  # by way of a file, with a signer and a pool of its own
    assert (await store.put("t/2026/11/b", _bytes(big), "text/plain", limit=len(big))).size
    roots = LockedStore(
        endpoint, KEY, SECRET, "goc", region="us-east-1", secure=True, authorities=known
    )
    await roots.put("2026/11/26", b"goc", datetime.now(UTC) + timedelta(minutes=1))


async def test_a_store_that_a_stranger_vouches_for_gets_nothing(files: Path, endpoint: str) -> None:
    stranger = str(server_certificate(files, "stranger").authority)
    for store in (a_store(endpoint, stranger), a_store(endpoint, "")):
        assert not await store.is_ready()
        with pytest.raises(StorageError):
            await store.put("t/2026/11/c", _bytes(b"x"), "text/plain", limit=100)
    assert not await a_store(endpoint, "", secure=False).is_ready()


@pytest.fixture(scope="module")
def cluster(files: Path) -> Iterator[EmbeddedPostgres]:
    """A database that lets nobody in without TLS."""
    postgres = EmbeddedPostgres(files / "postgres", _free_port())
    postgres.start(durable=False)
    postgres.stop()
    shown = server_certificate(files, "database")
    with (postgres.data / "postgresql.conf").open("a") as settings:
        settings.write(f"ssl = on\nssl_cert_file = '{shown.chain}'\nssl_key_file = '{shown.key}'\n")
    (postgres.data / "pg_hba.conf").write_text(
        "local all all scram-sha-256\nhostssl all all all scram-sha-256\n"
    )
    postgres.start(durable=False)
    yield postgres
    postgres.stop()


async def test_the_database_is_spoken_to_by_tls_and_nothing_less(
    files: Path, cluster: EmbeddedPostgres
) -> None:
    checked = f"{cluster.url()}?sslmode=verify-full&sslrootcert={files / 'database.ca.pem'}"
    engine = Engine(config={"dsn": checked})
    await engine.start_connection_pool(min_size=1, max_size=2)
    assert engine.pool is not None
    async with engine.pool.acquire() as connection:
        assert await connection.fetchval(
            "select ssl and version >= 'TLSv1.2' from pg_stat_ssl where pid = pg_backend_pid()"
        )
    await engine.close_connection_pool()
    stranger = server_certificate(files, "other").authority
    with pytest.raises(ssl.SSLCertVerificationError):
        await asyncpg.connect(f"{cluster.url()}?sslmode=verify-full&sslrootcert={stranger}")
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await asyncpg.connect(f"{cluster.url()}?sslmode=disable")
