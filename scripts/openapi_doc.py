"""`python -m scripts.openapi_doc`: write the OpenAPI document of the REST door into docs/openapi.json."""

import json
import tempfile
from pathlib import Path

from api.app import create_app
from api.rest.openapi import openapi_document
from api.settings import load_settings

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


def told() -> str:
    """The document as the file should hold it."""
    with tempfile.TemporaryDirectory() as instance:
        app = create_app(load_settings({"AIXIN_INSTANCE": instance, "AIXIN_PROFILE": "demo"}))
        return json.dumps(openapi_document(app), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(told(), "utf-8")


if __name__ == "__main__":
    main()
