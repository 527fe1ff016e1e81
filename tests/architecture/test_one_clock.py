"""There is one clock: nothing but models.local_time asks the time or names the zone."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLOCK = ROOT / "models" / "local_time.py"
ASKS = re.compile(
    r"datetime\.(?:now|utcnow|today)\(|date\.today\(|ZoneInfo\(|fields\.(?:Aware|Naive)?DateTime\("
)


def test_nothing_else_asks_the_time_or_names_the_zone() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for floor in ("matcher", "models", "api", "scripts")
        for path in sorted((ROOT / floor).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if path != CLOCK and ASKS.search(line)
    ]
    assert found == []
