"""An officer at the door of a small district, who keeps shortlists, refers and places."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from matcher.vocabulary import StudentState
from models.engine import make_session
from models.opening import Opening
from models.student import Student
from tests.api.rest.officer_door import Door

NOBODY = "a" * 26
STUDENT = "赵小满"


class Desk:
    """Asks under /api/v1 as whoever stands at the door; remembers no more than references."""

    def __init__(self, door: Door) -> None:
        self.door = door
        with make_session(door.engine, door.vault) as session:
            for student in session.scalars(select(Student)):
                student.state = StudentState.SEEKING
            for opening in session.scalars(select(Opening)):
                opening.title, opening.occupation = "出纳", "2-06-03-00"
                self.company = opening.company.ref
            session.commit()
        self.student = door.refs[STUDENT]

    def ask(self, method: str, path: str, body: Any = None, version: int | None = None) -> TestResponse:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.door.client.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def get(self, path: str, language: str = "zh-CN") -> Any:
        answer = self.door.client.get(f"/api/v1{path}", headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def done(self, path: str, body: Any = None, version: int | None = None) -> Any:
        """What comes of an act that must be possible."""
        answer = self.ask("POST", path, body, version)
        assert answer.status_code in (200, 201), answer.text
        return answer.get_json()

    def refused(self, path: str, body: Any = None, version: int | None = None) -> str:
        """The code by which an act is refused that cannot be."""
        answer = self.ask("POST", path, body, version)
        assert answer.status_code == 409, answer.text
        return str(answer.get_json()["code"])

    def approved(self) -> Any:
        """An approved shortlist of the student."""
        kept = self.done(f"/students/{self.student}/shortlists", {"k": 5})
        return self.done(f"/shortlists/{kept['kept']}/approve", version=kept["version"])

    def proposed(self, item: int = 0) -> Any:
        """A referral as it begins."""
        kept = self.approved()
        path = f"/shortlists/{kept['kept']}/items/{kept['items'][item]['item']}/referral"
        return self.done(path, {}, kept["version"])

    def agreed(self, **told: Any) -> Any:
        """The student's consent to be named to the company."""
        body = {"company": self.company, "signer": "student", "evidence": "档案柜3号", **told}
        return self.done(f"/students/{self.student}/consents", body)

    def sent(self) -> Any:
        """A referral that the company has."""
        referral = self.proposed()
        self.agreed()
        return self.act(self.get(f"/referrals/{referral['ref']}"), "send")

    def act(self, referral: Any, act: str, **body: Any) -> Any:
        """What comes of an act on a referral or a placement, at the version that was read."""
        noun = "placements" if "proofs" in referral else "referrals"
        return self.done(f"/{noun}/{referral['ref']}/{act}", body or None, referral["version"])
