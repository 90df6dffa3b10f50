"""`python -m tests.token_proof /usr/lib/softhsm/libsofthsm2.so`: signs with a real PKCS#11 module.

Not part of the suite, because the project does not need such a module to run. Needs SoftHSM2
(`softhsm2-util`) and `python-pkcs11`. It makes tokens of a leader and of an agency with keys that
never leave them, signs and seals a file through the same adapter as the portal, and checks it.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest

_PIN, _TOKEN = "246810", "lanhdao.mau"
_NAME, _AGENCY = "Nguyễn Văn Mẫu", "Ủy ban nhân dân phường Ví Dụ"


def main(module: str) -> None:
    """Everything in a folder of its own, which goes away with it."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        (Path(folder) / "tokens").mkdir()
        (Path(folder) / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
        os.environ |= {
            "SOFTHSM2_CONF": f"{folder}/softhsm2.conf",
            "MOTCUA_PKCS11_MODULE": module,
            "MOTCUA_SIGNING_ADAPTER": "token",
            "MOTCUA_SIGNING_TSA_URL": f"{url}/tsa",
            "MOTCUA_SIGNING_ROOTS": f"{folder}/authority/root.pem",
            "MOTCUA_SIGNING_CRL_URLS": f"{url}/ca/root.crl,{url}/ca/issuing.crl",
        }
        from backend.sandbox.authority import Authority

        authority = Authority(Path(folder) / "authority", url)
        _serve(authority, port)
        seal = "seal:MAU"
        held = {
            _TOKEN: authority.issue(_NAME, _AGENCY, "1"),
            seal: authority.issue(_AGENCY, _AGENCY, ""),
            "hethan": authority.issue(_NAME, _AGENCY, "2", expired=True),
        }
        for label, holder in held.items():
            _key(module, folder, label, holder)
        for label, holder in held.items():  # the module knows only the tokens it began with
            _certificates(module, label, [holder.der(), authority.issuing.der()])
        asyncio.run(_prove(Path(folder), seal))


async def _prove(folder: Path, seal: str) -> None:
    import typst

    from backend.signing.checking import check
    from backend.signing.pades import OFFICER, SEAL, Job, Place, Signed, sign, sign_all, with_fields
    from backend.signing.signatory import Leave, Signatory, SigningFailed

    def pdf(text: str) -> bytes:
        return bytes(typst.compile(f"#set page(width: 12cm, height: 12cm)\n{text}".encode()))

    leader, agency = Signatory(_TOKEN, _NAME, _AGENCY), Signatory(seal, _AGENCY, _AGENCY)
    places = {OFFICER: Place(-1, (150, 20, 300, 70)), SEAL: Place(0, (20, 280, 200, 320))}
    blank, leave = with_fields(pdf("Giấy xác nhận"), places), Leave(_PIN)
    started = time.perf_counter()
    once = await sign(blank, leader, leave, field=OFFICER, reason="Ký", drawing=pdf("Ký"))
    took = time.perf_counter() - started
    twice = await sign(
        once.content, agency, leave, field=SEAL, reason="Phát hành", drawing=pdf("Dấu")
    )
    assert twice.content.startswith(blank), "what was approved stays byte for byte"
    found = await check(twice.content)
    assert found.good, found
    print(f"signed and sealed: {[one.signer for one in found.signatures]}, {took * 1000:.0f} ms")
    if shutil.which("pdfsig"):
        (folder / "signed.pdf").write_bytes(twice.content)
        done = await asyncio.create_subprocess_exec(
            "pdfsig", "-nocert", str(folder / "signed.pdf"), stdout=subprocess.PIPE
        )
        said = (await done.communicate())[0].decode()
        assert said.count("Signature is Valid.") == 2, said
        print("pdfsig: 2 valid signatures")
    many = await sign_all([Job(blank, OFFICER, "Ký", pdf("Ký"))] * 3, leader, leave)
    assert all(isinstance(one, Signed) for one in many)
    print("three files with one PIN: good")
    for who, pin, slug in (
        (leader, "000000", "token-closed"),
        (Signatory("khong.co", _NAME, _AGENCY), _PIN, "token-closed"),
        (Signatory(_TOKEN, "Người Khác", _AGENCY), _PIN, "wrong-certificate"),
        (Signatory("hethan", _NAME, _AGENCY), _PIN, "certificate-expired"),
    ):
        with pytest.raises(SigningFailed) as failed:
            await sign(blank, who, Leave(pin), field=OFFICER, reason="Ký", drawing=pdf("Ký"))
        assert failed.value.slug == slug
        print(f"refused: {slug}: {failed.value.words}")


def _key(module: str, folder: str, label: str, holder: Any) -> None:
    from cryptography.hazmat.primitives import serialization

    key = Path(folder) / "key.pem"
    key.write_bytes(
        holder.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    util = ["softhsm2-util", "--module", module]
    pins = ["--pin", _PIN, "--so-pin", "87654321"]
    subprocess.run([*util, "--init-token", "--free", "--label", label, *pins], check=True)
    imported = ["--import", str(key), "--label", "signing", "--id", "01", "--pin", _PIN]
    subprocess.run([*util, *imported, "--token", label], check=True)
    key.unlink()


def _certificates(module: str, label: str, chain: list[bytes]) -> None:
    """The holder's own first, under the label of its key."""
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    token = pkcs11.lib(module).get_token(token_label=label)
    with token.open(rw=True, user_pin=_PIN) as session:
        for number, der in enumerate(chain):
            made = decode_x509_certificate(der)
            made |= {
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: "chain" if number else "signing",
            }
            session.create_object(made)


def _serve(authority: Any, port: int) -> None:
    import uvicorn
    from litestar import Litestar

    from backend.sandbox.signing import SigningService, signing_routes

    app = Litestar(
        route_handlers=signing_routes(SigningService(authority, "")), openapi_config=None
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    main(sys.argv[1])
