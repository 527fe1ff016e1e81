"""`aixin settings`: what is set and what it means."""

from api.i18n import marked, say
from api.presenters.settings import settings_document
from api.settings import load_settings
from scripts.tables import table
from scripts.terminal import Terminal, command


@command("settings", "What is set, and what it means; secrets stay hidden. · 设置")
def settings(terminal: Terminal) -> None:
    """Print the settings."""
    rows = settings_document(load_settings())
    headers = [say(marked("Name")), say(marked("Value")), say(marked("Meaning"))]
    hidden = say(marked("(set, hidden)"))
    shown = [(row["name"], hidden if row["secret"] else row["value"] or "—", row["meaning"]) for row in rows]
    terminal.answer({"settings": rows}, lambda console: console.print(table(headers, shown)))
