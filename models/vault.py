"""Field encryption: a data key for every person, wrapped by the master key; and the blind index.

A sealed value is: format (1 byte), id of the key (4), nonce (12), AES-256-GCM-SIV ciphertext with its
tag. The associated data name the table, the column and the row, so that a value that was moved does not
open. The clear text is padded, so that its length does not tell one category or answer from another.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from models.errors import SealBroken, WrongKey

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_HEAD_BYTES = 1 + 4  # format, key id
_INHERITED = ("students", "merged_key")  # where a key lies that was handed over
_BLOCK = 32  # clear text is padded to a multiple of this


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of an instance, 32 bytes each; they come from its settings."""

    master: bytes = field(repr=False)
    blind_index: bytes = field(repr=False)
    pepper: bytes = field(repr=False)

    def __post_init__(self) -> None:
        keys = {self.master, self.blind_index, self.pepper}
        if any(len(key) != KEY_BYTES for key in keys):
            raise ValueError("a key has exactly 32 bytes")
        if len(keys) < 3:
            raise ValueError("the keys must differ")


def key_id(key: bytes) -> bytes:
    """Four bytes that tell keys apart without telling anything about them."""
    return hmac.digest(key, b"aixin key id", "sha256")[:4]


def _pad(clear: bytes) -> bytes:
    marked = clear + b"\x80"
    return marked + b"\x00" * (-len(marked) % _BLOCK)


class _Cipher:
    """One key, ready to seal and open bytes."""

    __slots__ = ("_aead", "_head")

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCMSIV(key)
        self._head = _FORMAT + key_id(key)

    def seal(self, clear: bytes, place: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._aead.encrypt(nonce, clear, place.encode())

    def sealed_it(self, sealed: bytes) -> bool:
        return sealed[:_HEAD_BYTES] == self._head

    def open(self, sealed: bytes, place: str) -> bytes:
        if sealed[:_HEAD_BYTES] != self._head:
            raise (WrongKey if sealed[:1] == _FORMAT else SealBroken)(place=place)
        body = _HEAD_BYTES + _NONCE_BYTES
        try:
            return self._aead.decrypt(sealed[_HEAD_BYTES:body], sealed[body:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(place=place) from error


class Box:
    """The opened data key of one subject: seals and opens the fields of the rows that are about them."""

    __slots__ = ("_cipher",)

    def __init__(self, data_key: bytes) -> None:
        self._cipher = _Cipher(data_key)

    def seal(self, clear: str, table: str, column: str, ref: str) -> bytes:
        """Seal one field of the row `ref`."""
        return self._cipher.seal(_pad(clear.encode()), f"{table}.{column}:{ref}")

    def open(self, sealed: bytes, table: str, column: str, ref: str) -> str:
        """Open one field of the row `ref`; raises WrongKey or SealBroken."""
        padded = self._cipher.open(sealed, f"{table}.{column}:{ref}")
        return padded.rstrip(b"\x00")[:-1].decode()

    def sealed_it(self, sealed: bytes) -> bool:
        """Whether these bytes say that they were sealed with this box's key."""
        return self._cipher.sealed_it(sealed)

    def hand_over(self, heir: "Box", sealed: bytes, former: str) -> bytes:
        """What opens the rows of `former` with another box, where it opened them with this one."""
        return heir._seal_inherited(self._open_inherited(sealed, former), former)

    def inherited(self, sealed: bytes, former: str) -> "Box":
        """The box of a subject whose key was handed over; raises WrongKey or SealBroken."""
        return Box(bytes.fromhex(self._open_inherited(sealed, former)))

    def _seal_inherited(self, data_key: str, former: str) -> bytes:
        return self.seal(data_key, *_INHERITED, former)

    def _open_inherited(self, sealed: bytes, former: str) -> str:
        return self.open(sealed, *_INHERITED, former)


class Vault:
    """The keys of an instance at work: makes and opens data keys, and computes blind indexes."""

    def __init__(self, keys: Keys) -> None:
        self._master = _Cipher(keys.master)
        self._blind_index = keys.blind_index
        self._pepper = keys.pepper
        self.key_id = key_id(keys.master).hex()

    def new_box(self, owner: str) -> tuple[Box, bytes]:
        """A fresh data key for the subject `owner`: the box, and the wrapped key to be kept."""
        data_key = AESGCMSIV.generate_key(8 * KEY_BYTES)
        return Box(data_key), self._master.seal(data_key, f"data_keys.wrapped_key:{owner}")

    def open_box(self, wrapped_key: bytes, owner: str) -> Box:
        """The box of the subject `owner`; raises WrongKey or SealBroken."""
        return Box(self._master.open(wrapped_key, f"data_keys.wrapped_key:{owner}"))

    def hand_over(self, wrapped_key: bytes, owner: str, heir: Box) -> bytes:
        """The data key of the subject `owner`, to be opened with another's box from now on."""
        data_key = self._master.open(wrapped_key, f"data_keys.wrapped_key:{owner}")
        return heir._seal_inherited(data_key.hex(), owner)

    def seal(self, clear: bytes, place: str) -> bytes:
        """Seal what is about no single subject, such as a file; `place` says what it is and of which name."""
        return self._master.seal(clear, place)

    def open(self, sealed: bytes, place: str) -> bytes:
        """Open it again; raises WrongKey or SealBroken."""
        return self._master.open(sealed, place)

    def blind(self, kind: str, words: str) -> bytes:
        """Blind index (32 bytes) of what is looked up exactly; `kind` keeps numbers and names apart.

        The words are to be normalised by the caller: equal bytes in, equal index out.
        """
        return hmac.digest(self._blind_index, f"{kind}:{words}".encode(), hashlib.sha256)

    def sign(self, purpose: str, message: bytes) -> bytes:
        """A keyed digest (32 bytes) of a token or a record; one purpose's is of no use for another's."""
        key = hmac.digest(self._pepper, b"aixin " + purpose.encode(), hashlib.sha256)
        return hmac.digest(key, message, hashlib.sha256)
