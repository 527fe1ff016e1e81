"""Commands in sentences."""

from api.web.commands import with_commands


def test_a_command_is_code_and_nothing_else_is_markup() -> None:
    assert with_commands("Run `aixin worker`.") == "Run <code>aixin worker</code>."
    assert with_commands("<b>`<i>`</b>") == "&lt;b&gt;<code>&lt;i&gt;</code>&lt;/b&gt;"
    assert with_commands("a ` alone") == "a ` alone"
