"""The proxy of compose.yaml in front of the running API, by its own Caddyfile."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import ROOT, Services, _free_port

CADDYFILE = ROOT / "backend" / "operations" / "deploy" / "Caddyfile"


def test_the_proxy_is_told_what_it_must_refuse() -> None:
    written = CADDYFILE.read_text(encoding="utf-8")
    assert written.count("protocols tls1.2 tls1.3") == 2
    assert re.search(r'Strict-Transport-Security "max-age=\d{8,}; includeSubDomains"', written)
    assert re.search(r"not header Origin \*", written)
    assert re.search(r"max_size 25MB", written)


@pytest.fixture(scope="module")
def proxy(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Caddy on a port of its own with a certificate of its own; the port."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("there is no caddy here")
    folder = tmp_path_factory.mktemp("caddy")
    port, api = _free_port(), urlsplit(services.api_url)
    written = CADDYFILE.read_text(encoding="utf-8")
    written = re.sub(r"reverse_proxy \w+:\d+", f"reverse_proxy 127.0.0.1:{api.port}", written)
    written = written.replace(
        "\temail {$MOTCUA_TLS_EMAIL}",
        "\tlocal_certs\n\tskip_install_trust\n\tadmin off\n\tauto_https disable_redirects\n"
        f"\thttp_port {_free_port()}\n\thttps_port {port}",
    )
    (folder / "Caddyfile").write_text(written, encoding="utf-8")
    process = subprocess.Popen(
        [caddy, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
        env=os.environ | {
            "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
            "MOTCUA_CITIZEN_URL": f"https://localhost:{port}",
            "MOTCUA_OFFICER_URL": f"https://127.0.0.1:{port}",
        },
        stdout=(folder / "log").open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not _speaks(port, ssl.TLSVersion.TLSv1_3):
        assert process.poll() is None, _log(folder)
        assert time.monotonic() < deadline, _log(folder)
        time.sleep(0.2)
    yield port
    process.terminate()
    process.wait(timeout=10)


def _log(folder: Path) -> str:
    return (folder / "log").read_text()[-3000:]


def _speaks(port: int, version: ssl.TLSVersion) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    try:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            return secure.version() is not None
    except OSError:
        return False


@pytest.mark.criterion("V.19")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_proxy_speaks_tls_from_1_2_on_and_nothing_older(proxy: int) -> None:
    assert _speaks(proxy, ssl.TLSVersion.TLSv1_2)
    assert _speaks(proxy, ssl.TLSVersion.TLSv1_3)
    assert not _speaks(proxy, ssl.TLSVersion.TLSv1_1)
    assert not _speaks(proxy, ssl.TLSVersion.TLSv1)


@pytest.mark.criterion("V.19")
def test_browsers_are_told_to_come_by_tls_alone_and_inner_doors_are_closed(proxy: int) -> None:
    with httpx.Client(base_url=f"https://localhost:{proxy}", verify=False) as browser:
        site = browser.get("/api/v1/site")
        assert site.status_code == 200
        assert site.headers["strict-transport-security"].startswith("max-age=31536000")
        for inside in ("/health/ready", "/metrics", "/_upload"):
            assert browser.get(inside).status_code == 404, inside
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
        assert browser.get("/_event/", headers=upgrade).status_code == 403
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        large = browser.post("/api/v1/session", content=b"x" * 26_000_000, headers=form)
        assert large.status_code == 413


def test_nobody_chooses_the_address_they_are_counted_by(proxy: int) -> None:
    here = httpx.HTTPTransport(verify=False, local_address="127.0.0.77")
    with httpx.Client(base_url=f"https://localhost:{proxy}", transport=here) as browser:
        statuses = [
            browser.get(
                "/api/v1/lookups/TKHONGCO", headers={"X-Forwarded-For": f"203.0.113.{n}"}
            ).status_code
            for n in range(33)
        ]
    assert statuses == [404] * 30 + [429] * 3
