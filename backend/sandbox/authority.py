"""A test authority: a root, an issuing authority, a timestamp authority and a list of revoked ones.

Private keys live in the sandbox alone: in its memory and, for the authorities themselves, in its
own folder, so that what was signed yesterday can still be checked today. Nothing of the portal
reads that folder but `root.pem`, which is public.
"""

import json
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_YEAR = timedelta(days=365)
_PLAIN = serialization.NoEncryption()


@dataclass(frozen=True)
class Holder:
    """A key with its certificate."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


class Authority:
    """Issues and revokes; `url` is where its list of revoked certificates is published."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.root = self._kept("root", None, "Một Cửa Test Root CA", years=20)
        self.issuing = self._kept("issuing", self.root, "Một Cửa Test Issuing CA", years=10)
        self.tsa = self._kept("tsa", self.issuing, "Một Cửa Test TSA", years=9)
        self._revoked: dict[str, str] = self._read_revoked()
        public = self.root.certificate.public_bytes(serialization.Encoding.PEM)
        (folder / "root.pem").write_bytes(public)

    def issue(self, name: str, organisation: str, user: str, *, expired: bool = False) -> Holder:
        """A certificate of a person (`user` is their number) or, without one, of an agency."""
        attributes = [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            _named(NameOID.ORGANIZATION_NAME, organisation),
            _named(NameOID.COMMON_NAME, name),
        ]
        if user:
            attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, user))
        now = datetime.now(UTC)
        start, end = (
            (now - 2 * _YEAR, now - timedelta(days=1)) if expired
            else (now - timedelta(minutes=5), now + 2 * _YEAR)
        )  # fmt: skip
        return self._signed(x509.Name(attributes), self.issuing, start, end, "person")

    def revoke(self, certificate: x509.Certificate) -> None:
        """From now on."""
        self._revoked[str(certificate.serial_number)] = datetime.now(UTC).isoformat()
        (self._folder / "revoked.json").write_text(json.dumps(self._revoked))

    def revocation_list(self, of: Holder) -> bytes:
        """The list of one authority as DER."""
        now = datetime.now(UTC)
        issuer = of.certificate
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(now - timedelta(minutes=1))
            .next_update(now + timedelta(days=7))
            .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(of.key.public_key()),
                critical=False,
            )
        )
        for serial, at in self._revoked.items() if of is self.issuing else ():
            entry = x509.RevokedCertificateBuilder().serial_number(int(serial))
            entry = entry.revocation_date(datetime.fromisoformat(at))
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(of.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _read_revoked(self) -> dict[str, str]:
        path = self._folder / "revoked.json"
        found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        return found

    def _kept(self, slug: str, issuer: Holder | None, name: str, *, years: int) -> Holder:
        path = self._folder / f"{slug}.pem"
        if path.exists() and (self._folder / f"{slug}.key").exists():
            key = serialization.load_pem_private_key(
                (self._folder / f"{slug}.key").read_bytes(), None
            )
            assert isinstance(key, RSAPrivateKey)
            return Holder(key, x509.load_pem_x509_certificate(path.read_bytes()))
        now = datetime.now(UTC)
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        kind = "tsa" if slug == "tsa" else "authority"
        start = now - timedelta(days=1)
        made = self._signed(subject, issuer, start, now + years * _YEAR, kind)
        key_path = self._folder / f"{slug}.key"
        key_path.touch(mode=0o600)
        key_path.write_bytes(
            made.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, _PLAIN
            )
        )
        path.write_bytes(made.certificate.public_bytes(serialization.Encoding.PEM))
        return made

    def _signed(
        self, subject: x509.Name, issuer: Holder | None, start: datetime, end: datetime, kind: str
    ) -> Holder:
        key = generate_private_key(65537, 2048)
        by = issuer.key if issuer is not None else key
        authority = kind == "authority"
        list_url = f"{self._url}/ca/{'root' if issuer is not self._issuing() else 'issuing'}.crl"
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer is not None else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()),
                critical=False,
            )
            .add_extension(_usage(authority), critical=True)
        )
        if issuer is not None:
            point = x509.DistributionPoint(
                [x509.UniformResourceIdentifier(list_url)], None, None, None
            )
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        if kind == "tsa":
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return Holder(key, builder.sign(by, hashes.SHA256()))

    def _issuing(self) -> Holder | None:
        return getattr(self, "issuing", None)


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(kind: x509.ObjectIdentifier, words: str) -> x509.NameAttribute[str]:
    # X.520 bounds names at 64 characters; the library counts the bytes of Vietnamese letters.
    with warnings.catch_warnings(action="ignore"):
        return x509.NameAttribute(kind, words[:64], _validate=False)
