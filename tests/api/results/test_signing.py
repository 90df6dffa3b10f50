"""PAdES B-T through the remote-signing service, and what is refused rather than signed."""

import asyncio
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, async_sign_pdf
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from backend.access.actor import Actor
from backend.platform.database import uuid7
from backend.results.copies import sign_document
from backend.sandbox.authority import Authority, Holder
from backend.sandbox.signing import PIN, SigningService, _asn1
from backend.settings import settings
from backend.signing import trust
from backend.signing.checking import check
from backend.signing.pades import OFFICER, SEAL, Place, sign, with_fields
from backend.signing.signatory import Leave, Signatory, SigningFailed
from shared.vocabulary.roles import AccountKind
from tests.api.results.conftest import Phone
from tests.conftest import Services

LEADER = "lanhdao.dongkinh"
Named = Callable[[str], Signatory]


def _pdf(text: str) -> bytes:
    return bytes(typst.compile(f"#set page(width: 12cm, height: 12cm)\n{text}".encode()))


def _prepared() -> bytes:
    places = {OFFICER: Place(-1, (150, 20, 300, 70)), SEAL: Place(0, (20, 280, 200, 320))}
    return with_fields(_pdf("Giấy xác nhận"), places)


def _seal_of(signatory: Named, leader: Signatory) -> Signatory:
    agency, people = leader.organisation, SigningService.people()
    return signatory(next(u for u, p in people.items() if u[:5] == "seal:" and p[0] == agency))


async def _signed(phone: Phone, signatory: Named) -> tuple[bytes, bytes]:
    """The approved file, and the same file signed by the leader and sealed by the agency."""
    leader, prepared = signatory(LEADER), _prepared()
    once = await sign(
        prepared, leader, await phone.leave(leader), field=OFFICER, reason="Ký", drawing=_pdf("Ký")
    )
    twice = await sign(
        once.content, _seal_of(signatory, leader), Leave(PIN), field=SEAL, reason="Dấu",
        drawing=_pdf("Dấu"),
    )  # fmt: skip
    return prepared, twice.content


async def _pdfsig(path: Path) -> str:
    done = await asyncio.create_subprocess_exec("pdfsig", str(path), stdout=subprocess.PIPE)
    return (await done.communicate())[0].decode()


@pytest.mark.criterion("II.9")
async def test_a_file_is_signed_sealed_and_timed_and_begins_with_what_was_approved(
    phone: Phone, signatory: Named
) -> None:
    prepared, signed = await _signed(phone, signatory)
    assert signed.startswith(prepared)
    found = await check(signed)
    assert found.good, found
    assert [one.signer for one in found.signatures] == [
        signatory(LEADER).name,
        signatory(LEADER).organisation,
    ]
    assert all(one.at is not None for one in found.signatures)


@pytest.mark.criterion("II.9")
@pytest.mark.skipif(
    shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed"
)
async def test_an_independent_tool_finds_both_signatures_good(
    phone: Phone, signatory: Named, tmp_path: Path
) -> None:
    _prepared_file, signed = await _signed(phone, signatory)
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    said = await _pdfsig(path)
    assert said.count("Signature is Valid.") == 2, said
    assert said.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in said.split("Signature #2")[1]
    altered = bytearray(signed)
    altered[len(_prepared_file) // 2] ^= 1
    path.write_bytes(bytes(altered))
    said = await _pdfsig(path)
    assert "Signature is Valid." not in said


@pytest.mark.criterion("III.17")
async def test_one_byte_changed_anywhere_is_found(phone: Phone, signatory: Named) -> None:
    _prepared_file, signed = await _signed(phone, signatory)
    for at in (100, len(signed) // 3, len(signed) // 2, len(signed) - 40):
        altered = bytearray(signed)
        altered[at] ^= 1
        assert not (await check(bytes(altered))).good, at


@pytest.mark.criterion("III.17")
async def test_what_is_added_after_the_signature_makes_it_another_file(
    phone: Phone, signatory: Named
) -> None:
    _prepared_file, signed = await _signed(phone, signatory)
    assert not (await check(signed + b"\n%more\n")).good
    # A shadow attack: the page shows something else, in an update after the signature.
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    other = DecodedStreamObject()
    other.set_data(b"1 0 0 rg 0 0 400 400 re f")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(other)
    out = io.BytesIO()
    writer.write(out)
    shadow = out.getvalue()
    assert shadow.startswith(signed)
    found = await check(shadow)
    assert not found.good
    assert "sửa sau khi ký" in found.signatures[-1].wrong


async def _signed_with(service: SigningService, authority: Authority, holder: Holder) -> bytes:
    """The prepared file signed past every check of ours."""
    chain = SimpleCertificateStore.from_certs([x509.Certificate.load(authority.issuing.der())])
    out = await async_sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(_prepared())),
        PdfSignatureMetadata(field_name=OFFICER),
        SimpleSigner(x509.Certificate.load(holder.der()), _asn1(holder), chain),
        timestamper=service._clock,
    )
    content: bytes = out.getvalue()
    return content


@pytest.mark.criterion("III.17")
async def test_a_signature_of_an_unknown_authority_is_not_trusted(
    services: Services, signatory: Named, tmp_path: Path
) -> None:
    forger = Authority(tmp_path, "http://127.0.0.1:9")
    service = SigningService(forger, "")
    found = await check(await _signed_with(service, forger, service.holder(LEADER)))
    assert found.signatures[0].signer == signatory(LEADER).name, "it bears the very same name"
    assert not found.good
    assert "tin cậy" in found.signatures[0].wrong


@pytest.mark.criterion("III.17")
async def test_a_certificate_that_had_expired_does_not_count(services: Services) -> None:
    ours = Authority(Path(settings().signing_roots).parent, services.signing_url)
    service = SigningService(ours, "")
    name, agency, user = SigningService.people()[LEADER]
    expired = ours.issue(name, agency, user, expired=True)
    found = await check(await _signed_with(service, ours, expired))
    assert not found.good
    assert "hiệu lực khi ký" in found.signatures[0].wrong
    well = await check(await _signed_with(service, ours, ours.issue(name, agency, user)))
    assert well.good, "the same way with a certificate in force is good"


async def test_a_revocation_counts_from_its_moment_on(phone: Phone, signatory: Named) -> None:
    user = "lanhdao.tamthanh"
    leader = signatory(user)

    async def sign_once() -> bytes:
        made = await sign(
            _prepared(), leader, await phone.leave(leader), field=OFFICER, reason="Ký",
            drawing=_pdf("Ký"),
        )  # fmt: skip
        return made.content

    before = await sign_once()
    await asyncio.sleep(1.1)  # a list of revoked certificates tells whole seconds
    await phone.revoke(user)
    found = await check(before)
    assert found.good, found
    assert "thu hồi" in found.signatures[0].remark


@pytest.mark.criterion("II.9")
@pytest.mark.parametrize(
    ("fault", "slug"),
    [
        ("refuse", "signing-refused"),
        ("down", "signing-unavailable"),
        ("wrong_certificate", "wrong-certificate"),
        ("expired_certificate", "certificate-expired"),
        ("no_time", "signing-unavailable"),
        ("wrong_signature", "wrong-signature"),
        ("revoked_certificate", "wrong-signature"),
    ],
)
async def test_a_failing_service_signs_nothing_and_says_why(
    phone: Phone, signatory: Named, fault: str, slug: str
) -> None:
    leader = signatory(LEADER)
    leave = await phone.leave(leader)
    await phone.fault(fault)
    trust.forget()
    with pytest.raises(SigningFailed) as failed:
        await sign(_prepared(), leader, leave, field=OFFICER, reason="Ký", drawing=_pdf("Ký"))
    assert failed.value.slug == slug
    assert failed.value.words.endswith(".")


async def test_a_wrong_pin_and_a_used_code_are_told_apart(phone: Phone, signatory: Named) -> None:
    leader = signatory(LEADER)
    leave = await phone.leave(leader)
    for pin, code, slug in (("000000", leave.code, "wrong-pin"), (PIN, "000000", "wrong-code")):
        with pytest.raises(SigningFailed) as failed:
            await sign(
                _prepared(), leader, Leave(pin, code), field=OFFICER, reason="Ký",
                drawing=_pdf("Ký"),
            )  # fmt: skip
        assert failed.value.slug == slug


def test_no_private_key_is_where_the_portal_keeps_things() -> None:
    """Only the sandbox's own folder holds keys; the portal is told the path of a public root."""
    kept = Path(settings().signing_roots)
    assert b"PRIVATE" not in kept.read_bytes()


async def test_another_room_may_have_a_copy_signed(phone: Phone, signatory: Named) -> None:
    who = signatory("tiepnhan1.dongkinh")
    officer = Actor(
        account_id=uuid7(), tenant_id="", kind=AccountKind.OFFICER, username=who.user,
        full_name=who.name, personal_id="", email="", phone="", session_id=None,
    )  # fmt: skip
    paper = _pdf("Bản chụp một giấy tờ")
    made = await sign_document(
        paper, officer, who.organisation, await phone.leave(who), "Chứng thực bản sao điện tử"
    )
    assert made.content.startswith(paper)
    assert made.facts.signer == who.name
    assert (await check(made.content)).good
