"""Certificates of made-up portals, good and bad, as contexts of servers; a file of the authority that is trusted."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

NAME = "www.qingtong.example"
_DAY = timedelta(days=1)
_PEM = serialization.Encoding.PEM
# the second group of RFC 2409, 1024 bits: old servers still offer it
_SMALL_GROUP = """-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""


class Authority:
    """Signs certificates; `file` is what clients are told to trust."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self.file = folder / f"{name}.pem"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.file.write_bytes(
            self._signed(self._name, self._key, (-_DAY, 9 * _DAY), None, is_authority=True).public_bytes(_PEM)
        )

    def server(
        self,
        names: tuple[str, ...] | None = (NAME,),
        days: tuple[int, int] = (-1, 9),
        *,
        self_signed: bool = False,
        small_group: bool = False,
    ) -> ssl.SSLContext:
        """A server's context. Without names the certificate has none but in its subject, as those of old have it."""
        key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        term = (days[0] * _DAY, days[1] * _DAY)
        certificate = self._signed(subject, key, term, names, signer=key if self_signed else None)
        file = self._folder / f"{id(certificate)}.pem"
        plain = serialization.NoEncryption()
        private = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, plain)
        file.write_bytes(certificate.public_bytes(_PEM) + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        if small_group:
            parameters = self._folder / "dh.pem"
            parameters.write_text(_SMALL_GROUP)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")
            context.load_dh_params(str(parameters))
        return context

    def _signed(self, subject, key, term, names, *, signer=None, is_authority=False) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if signer else self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + term[0])
            .not_valid_after(now + term[1])
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if names is not None:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
            )
        return builder.sign(signer or self._key, hashes.SHA256())
