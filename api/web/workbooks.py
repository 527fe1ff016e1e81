"""Workbooks that a page hands out."""

from io import BytesIO

from flask import Response, send_file

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str) -> Response:
    """The workbook, to be kept under a name that names nobody."""
    return send_file(BytesIO(content), mimetype=KIND, as_attachment=True, download_name=f"{name}.xlsx")
