"""A file that whoever writes it cannot read again: sealed to a public key, opened with the private one.

Layout: mark, length of the head (4 bytes), head (JSON, in clear), ephemeral public key (32), then pieces of
64 KiB, each AES-256-GCM under a key of X25519 and HKDF-SHA256 over both public keys and the head. A piece's
nonce is its number and whether it is the last, so that none can be changed, moved, added or cut off.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count, pairwise
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.errors import ModelsError

MARK = b"aixin-backup-1\n"
PIECE = 1 << 16  # bytes of clear text
KEY_BYTES = 32
_TAG = 16
_LENGTH = 4
_LONGEST_HEAD = 1 << 16


class BackupUnknown(ModelsError):
    """A file that is no backup."""

    code = "BACKUP_UNKNOWN"


class BackupBroken(ModelsError):
    """A backup that was changed, or cut off."""

    code = "BACKUP_BROKEN"


class OtherBackupKey(ModelsError):
    """A backup that was sealed to another key."""

    code = "BACKUP_OTHER_KEY"


def new_pair() -> tuple[bytes, bytes]:
    """A private key, and the public one that belongs to it."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def key_name(public: bytes) -> str:
    """What the head of a file says of the key that it was sealed to."""
    return hashlib.sha256(public).hexdigest()[:16]


def write_sealed(out: BinaryIO, content: Iterable[bytes], public: bytes, head: Mapping[str, Any]) -> None:
    """Write content, in whatever parts it comes, with a head that can be read without a key."""
    told = json.dumps({**head, "to": key_name(public)}, ensure_ascii=False, sort_keys=True).encode()
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    aead = AESGCM(_key(shared, sender, public, told))
    out.write(MARK + len(told).to_bytes(_LENGTH) + told + sender)
    for nonce, piece in _numbered(_pieces(content)):
        out.write(aead.encrypt(nonce, piece, None))


def read_head(file: BinaryIO) -> dict[str, Any]:
    """What stands before the content: not to be trusted before that was read. Raises BackupUnknown."""
    head: dict[str, Any] = json.loads(_raw_head(file))
    return head


def read_sealed(file: BinaryIO, private: bytes) -> Iterator[bytes]:
    """The content, piece by piece; whoever uses it waits for the end, where a cut shows.

    Raises BackupUnknown, OtherBackupKey, BackupBroken.
    """
    told = _raw_head(file)
    ours = X25519PrivateKey.from_private_bytes(private)
    public = ours.public_key().public_bytes_raw()
    if json.loads(told).get("to") != key_name(public):
        raise OtherBackupKey
    sender = file.read(KEY_BYTES)
    try:
        shared = ours.exchange(X25519PublicKey.from_public_bytes(sender))
        aead = AESGCM(_key(shared, sender, public, told))
        for nonce, piece in _numbered(iter(lambda: file.read(PIECE + _TAG), b"")):
            yield aead.decrypt(nonce, piece, None)
    except (InvalidTag, ValueError) as error:
        raise BackupBroken from error


def _raw_head(file: BinaryIO) -> bytes:
    if file.read(len(MARK)) != MARK:
        raise BackupUnknown
    length = int.from_bytes(file.read(_LENGTH))
    told = file.read(length) if length <= _LONGEST_HEAD else b""
    try:
        if not isinstance(json.loads(told), dict):
            raise BackupBroken
    except ValueError as error:
        raise BackupBroken from error
    return told


def _key(shared: bytes, sender: bytes, public: bytes, head: bytes) -> bytes:
    info = MARK + hashlib.sha256(head).digest()
    return HKDF(SHA256(), length=KEY_BYTES, salt=sender + public, info=info).derive(shared)


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same content in pieces of one length; at least one, and the last may be shorter."""
    waiting = bytearray()
    for part in content:
        waiting += part
        while len(waiting) > PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    yield bytes(waiting)


def _numbered(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each piece with its nonce."""
    for number, (piece, after) in zip(count(), pairwise(chain(pieces, [None])), strict=False):
        if piece is not None:
            yield number.to_bytes(11) + bytes([after is None]), piece
