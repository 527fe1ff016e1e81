"""Gather every sentence of the code and the templates, bring the translations up to date, compile them."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PLACES = ("api", "scripts")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"marked": None, "_": None}
CATALOGUE = ROOT / "api" / "translations" / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
COMPILED = CATALOGUE.with_suffix(".mo")
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # in the headers: equal sentences are to be equal files


def gather() -> list[str]:
    """Every sentence that is to be translated, in the order in which it is found."""
    found = [
        message
        for place in PLACES
        for _, _, message, _, _ in extract_from_dir(ROOT / place, METHODS, keywords=KEYWORDS)
    ]
    return [message for message in dict.fromkeys(found) if isinstance(message, str)]


def load() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> Catalog:
    """The catalogue with every sentence of the code and no other; a new one has no translation yet."""
    kept = load() if CATALOGUE.exists() else Catalog("zh_Hans_CN")
    fresh = Catalog(
        "zh_Hans_CN",
        project="Aixin",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
        header_comment="# Chinese sentences of Aixin.",
    )
    for message in gather():
        known = kept.get(message)
        fresh.add(message, known.string if known else "")
    return fresh


def main() -> None:
    """Bring the catalogue up to date and say what lacks a translation."""
    catalogue = update()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, no_location=True, width=0)
    COMPILED.write_bytes(compiled(load()))
    missing = [str(message.id) for message in catalogue if message.id and not message.string]
    for sentence in missing:
        click.echo(f"no translation yet: {sentence}")
    raise SystemExit(1 if missing else 0)


if __name__ == "__main__":
    main()
