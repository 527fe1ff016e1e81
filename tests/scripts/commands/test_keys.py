"""No command works on a registry with keys that are not its own."""

import secrets

import pytest

from models.errors import WrongKey
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.mark.parametrize("name", ["AIXIN_MASTER_KEY", "AIXIN_BLIND_INDEX_KEY"])
@pytest.mark.parametrize(
    "command",
    [
        ("find", "students"),
        ("shortlist", "--student", "赵小满"),
        ("serve",),
        ("import", "students", "{file}"),
    ],
)
def test_wrong_keys_stop_every_command_and_the_app(
    run: Run, instance: Instance, monkeypatch: pytest.MonkeyPatch, name: str, command: tuple[str, ...]
) -> None:
    file = instance.folder / "学生.csv"
    file.write_text("姓名,身份证号,困难类别\n赵小满,32020520030401900X,低保\n", "utf-8")
    monkeypatch.setenv(name, secrets.token_urlsafe(32))
    result = run(*(word.format(file=file) for word in command), "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == WrongKey.code
