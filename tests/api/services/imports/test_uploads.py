"""Files that wait for their import are sealed, and open under their own name only."""

from io import BytesIO
from pathlib import Path

import pytest

from api.registry_files.errors import FileProblem, RegistryFileError
from api.registry_files.sheet_reader import MAX_BYTES
from api.services.imports.uploads import Uploads
from models.errors import SealBroken
from models.vault import Vault


@pytest.fixture
def uploads(tmp_path: Path, vault: Vault) -> Uploads:
    return Uploads(tmp_path / "uploads", vault)


def test_a_file_is_sealed_and_opens_again(uploads: Uploads) -> None:
    uploads.keep("a", BytesIO(b"name"))
    assert uploads.open("a") == b"name"
    assert b"name" not in uploads.path("a").read_bytes()
    assert uploads.path("a").stat().st_mode & 0o777 == 0o600
    assert uploads.path("a").parent.stat().st_mode & 0o777 == 0o700


def test_a_file_in_anothers_place_does_not_open(uploads: Uploads) -> None:
    uploads.keep("a", BytesIO(b"name"))
    uploads.path("a").rename(uploads.path("b"))
    with pytest.raises(SealBroken):
        uploads.open("b")
    with pytest.raises(RegistryFileError) as gone:
        uploads.open("a")
    assert gone.value.code is FileProblem.FILE_MISSING


@pytest.mark.parametrize(
    ("size", "code"), [(0, FileProblem.FILE_EMPTY), (MAX_BYTES + 1, FileProblem.FILE_TOO_LARGE)]
)
def test_nothing_and_too_much_are_not_kept(uploads: Uploads, size: int, code: FileProblem) -> None:
    with pytest.raises(RegistryFileError) as refused:
        uploads.keep("a", BytesIO(bytes(size)))
    assert refused.value.code is code
    assert uploads.refs() == []
    uploads.keep("a", BytesIO(bytes(MAX_BYTES)))
    assert len(uploads.open("a")) == MAX_BYTES
