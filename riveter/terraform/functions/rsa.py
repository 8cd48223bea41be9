"""RSA decryption (PKCS #1 v1.5) with keys in PEM form: PKCS #1, PKCS #8 and OpenSSH, without a passphrase."""

from __future__ import annotations

import base64
import binascii
import re

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----[ \t\r]*\n(.*?)-----END \1-----", re.DOTALL)
_MAX_BITS = 16_384
_OPENSSH_MAGIC = b"openssh-key-v1\0"


class PrivateKeyError(ValueError):
    """A private key that can't be used."""


class DecryptionError(ValueError):
    """A text that was not encrypted for the key."""


def decrypt(data: bytes, key: str) -> bytes:
    """What `data` holds. Raises `PrivateKeyError` and `DecryptionError`."""
    modulus, exponent = _private_key(key)
    size = (modulus.bit_length() + 7) // 8
    cipher = int.from_bytes(data, "big")
    if modulus.bit_length() > _MAX_BITS or cipher >= modulus or size < 11:
        raise DecryptionError("crypto/rsa: decryption error")
    block = pow(cipher, exponent, modulus).to_bytes(size, "big")
    end = block.find(b"\0", 2)
    if block[:2] != b"\0\2" or end < 10:
        raise DecryptionError("crypto/rsa: decryption error")
    return block[end + 1 :]


def _private_key(text: str) -> tuple[int, int]:
    """Modulus and private exponent."""
    match = _PEM.search(text)
    if match is None:
        raise PrivateKeyError("invalid private key: ssh: no key found")
    kind, body = match[1], match[2]
    headers, blank, rest = body.rpartition("\n\n")
    if "ENCRYPTED" in headers or kind == "ENCRYPTED PRIVATE KEY":
        raise PrivateKeyError("invalid private key: ssh: this private key is passphrase protected")
    try:
        data = base64.b64decode(re.sub(r"\s", "", rest if blank else body), validate=True)
    except binascii.Error:
        raise PrivateKeyError("invalid private key: ssh: no key found") from None
    if kind == "RSA PRIVATE KEY":
        return _pkcs1(data)
    if kind == "PRIVATE KEY":
        return _pkcs8(data)
    if kind == "OPENSSH PRIVATE KEY":
        return _openssh(data)
    raise PrivateKeyError(f'invalid private key: ssh: unsupported key type "{kind}"')


def _invalid(what: str = "data truncated") -> PrivateKeyError:
    return PrivateKeyError(f"invalid ASN1 data in the given private key: {what}")


class _DER:
    """Reads values of ASN.1's distinguished encoding one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, tag: int) -> bytes:
        """The content of the next value, which must have this tag."""
        if len(self.data) < 2:
            raise _invalid()
        length, start = self.data[1], 2
        if length & 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(self.data[2 : 2 + count], "big"), 2 + count
        if self.data[0] != tag:
            raise _invalid("unexpected tag")
        content = self.data[start : start + length]
        if len(content) != length:
            raise _invalid()
        self.data = self.data[start + length :]
        return content

    def integer(self) -> int:
        """The next value, a number."""
        return int.from_bytes(self.read(0x02), "big", signed=True)


def _pkcs1(data: bytes) -> tuple[int, int]:
    fields = _DER(_DER(data).read(0x30))
    fields.integer()  # the version
    modulus = fields.integer()
    fields.integer()  # the public exponent
    return _checked(modulus, fields.integer())


def _pkcs8(data: bytes) -> tuple[int, int]:
    fields = _DER(_DER(data).read(0x30))
    fields.integer()
    algorithm = _DER(fields.read(0x30)).read(0x06)
    if algorithm != bytes.fromhex("2a864886f70d010101"):
        raise PrivateKeyError("invalid private key type %!t(*ecdsa.PrivateKey)")
    return _pkcs1(fields.read(0x04))


def _openssh(data: bytes) -> tuple[int, int]:
    if not data.startswith(_OPENSSH_MAGIC):
        raise PrivateKeyError("invalid private key: ssh: invalid openssh private key format")
    rest = data[len(_OPENSSH_MAGIC) :]
    cipher, rest = _ssh_string(rest)
    if cipher != b"none":
        raise PrivateKeyError("invalid private key: ssh: this private key is passphrase protected")
    _, rest = _ssh_string(rest)  # how a key is made from the passphrase
    _, rest = _ssh_string(rest)
    _, rest = _ssh_string(rest[4:])  # the number of keys, then the public one
    private, _ = _ssh_string(rest)
    kind, rest = _ssh_string(private[8:])
    if kind != b"ssh-rsa":
        raise PrivateKeyError("invalid private key: ssh: unhandled key type")
    modulus, rest = _ssh_string(rest)
    _, rest = _ssh_string(rest)  # the public exponent
    exponent, _ = _ssh_string(rest)
    return _checked(int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big"))


def _ssh_string(data: bytes) -> tuple[bytes, bytes]:
    end = 4 + int.from_bytes(data[:4], "big")
    if len(data) < max(4, end):
        raise PrivateKeyError("invalid private key: ssh: short read")
    return data[4:end], data[end:]


def _checked(modulus: int, exponent: int) -> tuple[int, int]:
    if modulus <= 0 or exponent <= 0 or exponent.bit_length() > _MAX_BITS:
        raise PrivateKeyError("invalid private key: private key contains zero or negative value")
    return modulus, exponent
