"""Small invented rows to test with."""

from datetime import UTC, date, datetime
from typing import Any

from api.services.placing.give_consent import DISCLOSED
from matcher.vocabulary import Basis, HardshipCategory, ReferralState, Signer, Way
from models.blind_index import id_number_index, name_index
from models.company import Company
from models.consent import INTRODUCTION, Consent
from models.hardship import Hardship
from models.opening import Opening
from models.referral import Referral
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.vault import Vault

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
ID_NUMBER = "320205200609019016"


def a_student(vault: Vault, *, id_number: str = ID_NUMBER, name: str = "云小星", **fields: Any) -> Student:
    """An orphan of eighteen, unless told otherwise."""
    hardship = Hardship(category=HardshipCategory.ORPHAN, words="孤儿", valid_from=date(2020, 1, 1))
    clear = {"birth_date": date(2006, 9, 1), "hardships": [hardship]} | fields
    return Student(
        id_number=id_number,
        id_number_blind=id_number_index(vault, id_number),
        name=name,
        name_blind=name_index(vault, name),
        **clear,
    )


def a_company(name: str = "云朵机械有限公司", **fields: Any) -> Company:
    """A company known by name only, unless told otherwise."""
    return Company(**{"name": name, "name_key": name} | fields)


def an_opening(company: Company, title: str = "焊工", **fields: Any) -> Opening:
    """An opening for a welder, unless told otherwise."""
    known = {"title_key": title, "place_key": "", "valid_to": date(2026, 12, 31)}
    return Opening(company=company, title=title, **known | fields)


def a_shortlist(student: Student, *openings: Opening, **fields: Any) -> Shortlist:
    """A kept and approved shortlist of these openings."""
    known = {"policy": "p", "snapshot": "s", "code": "c", "considered": 9, "eligible": 5, "refused": {}}
    made = {"as_of": NOW.date(), "k": 20, "made_at": NOW, "made_by": "account:a"}
    approved = {"approved_at": NOW, "approved_by": "account:a"}
    items = [
        ShortlistItem(student=student, opening=opening, rank=rank, position=rank, score=7000, explanation={})
        for rank, opening in enumerate(openings, start=1)
    ]
    return Shortlist(student=student, items=items, **known | made | approved | fields)


def a_consent(student: Student, company: Company, **fields: Any) -> Consent:
    """A student's own consent, by the link, for a year."""
    said = {"basis": Basis.CONSENT, "purpose": INTRODUCTION, "fields": list(DISCLOSED), "text_version": "1"}
    signed = {"signer": Signer.STUDENT, "way": Way.LINK, "given_at": NOW, "until": date(2027, 11, 1)}
    return Consent(student=student, company=company, recorded_by="link", **said | signed | fields)


def a_referral(item: ShortlistItem, **fields: Any) -> Referral:
    """A referral as it begins."""
    known = {"state": ReferralState.PROPOSED, "proposed_at": NOW, "proposed_by": "account:a"}
    opening = item.opening
    return Referral(
        item=item, student=item.student, opening=opening, company=opening.company, **known | fields
    )
