"""Style sheets and scripts: sent compressed, and kept by browsers until they change."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress

KEPT_FOR = 365 * 24 * 3600  # seconds
FINGERPRINT = 12  # digits that tell one version of a file from another

# Nothing that is made for somebody: what is compressed together with a secret tells of it by its length.
COMPRESSED = ["text/css", "text/javascript", "image/svg+xml"]


def serve_static_files(app: Flask) -> None:
    """Compress the static files, and name each by its content."""
    app.config.update(COMPRESS_MIMETYPES=COMPRESSED, SEND_FILE_MAX_AGE_DEFAULT=KEPT_FOR)
    Compress(app)
    folder = Path(str(app.static_folder))

    @app.url_defaults
    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = _fingerprint(folder / values["filename"])


@cache
def _fingerprint(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:FINGERPRINT]
