import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.vocabulary import HardshipCategory
from models.errors import SealBroken, WrongKey
from models.vault import Keys, Vault

KEYS = Keys(master=b"m" * 32, blind_index=b"b" * 32, pepper=b"p" * 32)
VAULT = Vault(KEYS)
BOX, WRAPPED = VAULT.new_box("owner")
PLACE = ("students", "name_sealed", "ref")


@given(st.text())
def test_what_was_sealed_opens(clear: str) -> None:
    assert BOX.open(BOX.seal(clear, *PLACE), *PLACE) == clear


@given(st.data())
def test_a_changed_byte_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(BOX.seal("云小星", *PLACE))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises((SealBroken, WrongKey)):
        BOX.open(bytes(sealed), *PLACE)


@given(st.integers(0, 64))
def test_a_cut_value_does_not_open(kept: int) -> None:
    with pytest.raises((SealBroken, WrongKey)):
        BOX.open(BOX.seal("云小星", *PLACE)[:kept], *PLACE)


@pytest.mark.parametrize(
    "place",
    [
        ("households", "name_sealed", "ref"),
        ("students", "phone_sealed", "ref"),
        ("students", "name_sealed", "x"),
    ],
)
def test_a_moved_value_does_not_open(place: tuple[str, str, str]) -> None:
    with pytest.raises(SealBroken):
        BOX.open(BOX.seal("云小星", *PLACE), *place)


def test_another_key_says_that_it_is_another_key() -> None:
    other, _ = VAULT.new_box("owner")
    with pytest.raises(WrongKey):
        other.open(BOX.seal("云小星", *PLACE), *PLACE)
    with pytest.raises(WrongKey):
        Vault(Keys(master=b"x" * 32, blind_index=b"b" * 32, pepper=b"p" * 32)).open_box(WRAPPED, "owner")


@given(st.binary(), st.text())
def test_what_stands_alone_opens_in_its_place(clear: bytes, place: str) -> None:
    sealed = VAULT.seal(clear, place)
    assert VAULT.open(sealed, place) == clear
    with pytest.raises(SealBroken):
        VAULT.open(sealed, place + "x")
    with pytest.raises(WrongKey):
        Vault(Keys(master=b"x" * 32, blind_index=b"b" * 32, pepper=b"p" * 32)).open(sealed, place)


def test_a_data_key_belongs_to_its_owner() -> None:
    sealed = BOX.seal("云小星", *PLACE)
    assert VAULT.open_box(WRAPPED, "owner").open(sealed, *PLACE) == "云小星"
    with pytest.raises(SealBroken):
        VAULT.open_box(WRAPPED, "another")


def test_the_length_does_not_tell_one_category_from_another() -> None:
    assert len({len(BOX.seal(category, *PLACE)) for category in HardshipCategory}) == 1


def test_sealing_twice_gives_different_bytes() -> None:
    assert BOX.seal("云小星", *PLACE) != BOX.seal("云小星", *PLACE)


def test_the_blind_index_is_stable_and_keeps_kinds_apart() -> None:
    assert VAULT.blind("name", "云小星") == Vault(KEYS).blind("name", "云小星")
    assert VAULT.blind("name", "云小星") != VAULT.blind("id_number", "云小星")
    assert VAULT.blind("name", "云小星") != Vault(Keys(b"m" * 32, b"c" * 32, b"p" * 32)).blind(
        "name", "云小星"
    )


@pytest.mark.parametrize(
    ("master", "blind_index"), [(b"short", b"b" * 32), (b"m" * 32, b""), (b"m" * 32,) * 2]
)
def test_keys_of_the_wrong_length_or_twice_the_same_are_refused(master: bytes, blind_index: bytes) -> None:
    with pytest.raises(ValueError, match="key"):
        Keys(master, blind_index, b"p" * 32)


def test_keys_do_not_show_themselves() -> None:
    assert "mmm" not in repr(KEYS)


def test_signatures_of_one_purpose_are_none_of_another() -> None:
    assert VAULT.sign("audit", b"1") == VAULT.sign("audit", b"1")
    assert len({VAULT.sign(purpose, text) for purpose in ("audit", "session") for text in (b"1", b"2")}) == 4
    assert VAULT.sign("audit", b"1") != Vault(Keys(b"m" * 32, b"b" * 32, b"q" * 32)).sign("audit", b"1")
