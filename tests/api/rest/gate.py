"""Who asks at the gate where companies post."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from models.principal import Principal, Role

OFFICER = Principal(Role.OFFICER, "account:officer")
STREET = Principal(Role.STREET_OFFICER, "account:street", area="320205001")
LEADER = Principal(Role.LEADER, "account:leader")
AUDITOR = Principal(Role.AUDITOR, "account:auditor")
ADMINISTRATOR = Principal(Role.ADMINISTRATOR, "account:administrator")
OURS = Principal(Role.COMPANY, "company:ours", company=1)
THEIRS = Principal(Role.COMPANY, "company:theirs", company=2)
NEW = Principal(Role.COMPANY, "company:new", company=3)

WHOLE: Mapping[str, Any] = {
    "external_ref": "A-1",
    "title": "数控车工",
    "headcount": 2,
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "education": "不限",
    "valid_to": "2099-12-31",
    "duties": "操作数控车床，看图纸",
}


class Gate:
    """Asks under /api/v1 as `who`, in English."""

    def __init__(self, app: Flask, callers: list[Principal | None]) -> None:
        self.app = app
        self._callers = callers

    def ask(self, who: Principal | None, method: str, path: str, **options: Any) -> TestResponse:
        self._callers[0] = who
        headers = {"Accept-Language": "en", "Authorization": "Bearer x", **options.pop("headers", {})}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, who: Principal | None, path: str, **options: Any) -> TestResponse:
        return self.ask(who, "GET", path, **options)

    def post(self, who: Principal | None, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.ask(who, "POST", path, json=json, **options)
