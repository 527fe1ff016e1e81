"""What is sealed to a public key opens with the private one, whole and unchanged, or not at all."""

from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sealed_file import (
    PIECE,
    BackupBroken,
    BackupUnknown,
    OtherBackupKey,
    new_pair,
    read_head,
    read_sealed,
    write_sealed,
)
from tests.conftest import FULL_FIGURES
from tests.figures import Figure

PRIVATE, PUBLIC = new_pair()
HEAD = {"ref": "a", "what": "data"}
FLIPS = 2000 if FULL_FIGURES else 100


def sealed(*parts: bytes) -> bytes:
    out = BytesIO()
    write_sealed(out, parts, PUBLIC, HEAD)
    return out.getvalue()


def opened(content: bytes, private: bytes = PRIVATE) -> bytes:
    return b"".join(read_sealed(BytesIO(content), private))


@given(st.lists(st.binary(max_size=50)))
def test_what_went_in_comes_out(parts: list[bytes]) -> None:
    assert opened(sealed(*parts)) == b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5])
def test_it_may_be_of_any_length(size: int) -> None:
    content = Random(size).randbytes(size)
    assert opened(sealed(content)) == content
    assert opened(sealed(content[: size // 3], content[size // 3 :])) == content


def test_the_head_is_there_for_everybody_and_the_content_for_nobody_else() -> None:
    words = b"kept from the server"
    content = sealed(words * 100)
    assert read_head(BytesIO(content)).items() >= HEAD.items()
    assert words not in content
    assert PRIVATE not in content
    with pytest.raises(OtherBackupKey):
        opened(content, new_pair()[0])


def test_the_same_twice_is_never_the_same() -> None:
    assert sealed(b"a") != sealed(b"a")


def test_every_flipped_bit_is_refused(figure: Figure) -> None:
    content, random = sealed(Random(1).randbytes(2 * PIECE + 100)), Random(2)
    early = range(8 * 400)  # mark, head and key, where a bit might be without effect
    bits = [random.choice(early) for _ in range(FLIPS // 2)]
    bits += random.sample(range(8 * len(content)), FLIPS - len(bits))
    for bit in bits:
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((BackupBroken, BackupUnknown, OtherBackupKey)):
            opened(bytes(changed))
    figure(15, f"{len(bits)} flipped bits of a backup: all refused")


def test_the_highest_bit_of_the_public_key_inside_counts_too() -> None:
    content = bytearray(sealed(b"a"))
    length = int.from_bytes(content[15:19])
    content[19 + length + 31] ^= 0x80  # X25519 itself would not notice
    with pytest.raises(BackupBroken):
        opened(bytes(content))


@pytest.mark.parametrize("cut", [1, 16, 17, PIECE, PIECE + 16, PIECE + 17, 2 * PIECE])
def test_a_cut_tail_is_refused(cut: int) -> None:
    with pytest.raises(BackupBroken):
        opened(sealed(bytes(2 * PIECE + 9))[:-cut])


def test_pieces_cannot_change_places_nor_come_again() -> None:
    content = sealed(Random(1).randbytes(3 * PIECE))
    start = len(content) - 3 * (PIECE + 16)
    first, second, third = (content[start + n * (PIECE + 16) :][: PIECE + 16] for n in range(3))
    for pieces in (
        (second, first, third),
        (first, first, third),
        (first, third),
        (first, second, third, third),
    ):
        with pytest.raises(BackupBroken):
            opened(content[:start] + b"".join(pieces))


@pytest.mark.parametrize("content", [b"", b"aixin", b"PK\x03\x04" + bytes(99), bytes(500)])
def test_other_files_are_no_backups(content: bytes) -> None:
    with pytest.raises(BackupUnknown):
        opened(content)
