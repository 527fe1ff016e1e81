"""The keys of an instance: how they are written, and the ones that a demo makes for itself."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

KEY_BYTES = 32
KEYS = {
    "AIXIN_SECRET_KEY": "secret_key",
    "AIXIN_MASTER_KEY": "master_key",
    "AIXIN_BLIND_INDEX_KEY": "blind_index_key",
    "AIXIN_KEY_PEPPER": "key_pepper",
}
"""Their attributes in the settings, by the name of each in the environment."""


class InvalidKey(ValueError):
    """What stands for a key is none; the error holds nothing of it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str] = params


def read_key(text: str) -> bytes:
    """A key from hexadecimal or base64 (either alphabet, with or without padding).

    Raises InvalidKey for a missing, short or monotonous one.
    """
    text = text.strip()
    if not text:
        raise InvalidKey("KEY_MISSING")
    key = _decode(text)
    if key is None or len(key) != KEY_BYTES:
        raise InvalidKey("KEY_FORMAT", bytes=str(KEY_BYTES))
    if len(set(key)) < KEY_BYTES // 2:  # 32 random bytes hold fewer than 16 different ones never
        raise InvalidKey("KEY_WEAK")
    return key


def new_keys() -> dict[str, str]:
    """Fresh keys by name, random and all different."""
    return {name: secrets.token_urlsafe(KEY_BYTES) for name in KEYS}


def demo_keys_path(instance: Path) -> Path:
    """Where a demo instance keeps the keys that it made for itself."""
    return instance / "demo-keys.json"


def demo_keys(instance: Path, *, make: bool) -> dict[str, str]:
    """The demo's own keys by name, made at first use if they may be; only the owner may read the file."""
    path = demo_keys_path(instance)
    if not path.exists() and make:
        keys = new_keys()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(keys, file, indent=2)
        return keys
    if not path.exists():
        return {}
    kept: dict[str, str] = json.loads(path.read_text("utf-8"))
    return kept


def _decode(text: str) -> bytes | None:
    try:
        if len(text) == 2 * KEY_BYTES:
            return bytes.fromhex(text)
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        return base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        return None
