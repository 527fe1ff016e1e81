"""The calls of a company's program as lines for a shell, with the company's own numbers in them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from api.i18n import marked, say
from api.services.access.api_keys import PREFIX
from models.opening import Opening

EXAMPLE: Mapping[str, str | int] = {
    "title": "数控车工",
    "headcount": 2,
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "duties": "操作数控车床，看图纸",
}
NO_NUMBER, NO_HANDLE, NO_VERSION = "A-1001", "HANDLE", 1
BEARER = '-H "Authorization: Bearer $AIXIN_KEY"'
JSON = "-H 'Content-Type: application/json'"


class Call(NamedTuple):
    """One call: an anchor, what it does, and its lines."""

    code: str
    label: str
    lines: str


def own_calls(
    api: str, opening: Opening | None, *, new: Mapping[str, str | int], handle: str | None, at: datetime
) -> list[Call]:
    """The calls to copy: about one opening, a `new` one, and one referral by its handle."""
    number = quote(opening.external_ref or NO_NUMBER, safe="") if opening else NO_NUMBER
    version = opening.version if opening else NO_VERSION
    one, referral = f"{api}/openings/{number}", f"{api}/referrals/{handle or NO_HANDLE}"
    invitation = {"answer": "interview", "at": at.isoformat(), "place": "二号门"}
    return [
        Call("key", say(marked("Your key, put in once")), f"export AIXIN_KEY='{PREFIX}_…'"),
        Call("list", say(marked("List your openings")), f"curl {BEARER} '{api}/openings'"),
        Call("one", say(marked("Read an opening; ETag is its version")), f"curl -i {BEARER} '{one}'"),
        Call(
            "post",
            say(marked("Post an opening; by the same number it is changed")),
            f"curl -X POST {BEARER} {JSON} '{api}/openings' -d {_body(new)}",
        ),
        Call(
            "withdraw",
            say(marked("Withdraw an opening")),
            f"curl -X DELETE {BEARER} -H 'If-Match: \"{version}\"' '{one}?reason=FILLED'",
        ),
        Call("referrals", say(marked("Candidates whom you were sent")), f"curl {BEARER} '{api}/referrals'"),
        Call(
            "answer",
            say(marked("Invite a candidate to an interview")),
            f"curl -X POST {BEARER} {JSON} '{referral}/answer' -d {_body(invitation)}",
        ),
    ]


def _body(told: Mapping[str, object]) -> str:
    """JSON as one word of a shell."""
    quoted = json.dumps(told, ensure_ascii=False).replace("'", "'\\''")
    return f"'{quoted}'"
