"""Certificates without which the law lets nobody do the work, by an opening's title and occupation.

Left out on purpose: what people get within days of being hired and so is no bar (health certificates for
food, guards' certificates), and what follows on a licence that is demanded already (permits for taxis and
goods transport). Learners (学徒, 实习, 见习) may do most of this work under supervision; nobody may drive.
Which level of a teacher's certificate is needed is not compared: most people do not tell theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from matcher.law.desk_work import Desk, is_desk_work, names_desk_work, plain_title, without_engineering
from matcher.reference.tables import read_table

#: One certificate of each group is demanded.
CertificateGroups = frozenset[frozenset[str]]

_DESKS: tuple[Desk, ...] = ("office", "engineer")
_NEXT_WORK = re.compile(r"(?:[/、,;|]|或)(?![^(]*\))")
_AIDE = re.compile(r"助理(?!医师)|助手|助教|秘书|辅助|跟车|押车|培训生")
_LEARNER = re.compile(r"(?<!带)学徒|徒工|(?<!带)实习|(?<!带)见习|学员|零基础|包教|可学|无经验")
_PERSON = re.compile(r"(?:[员工师士手]|经理|保安|前台|客服|销售|咨询|护理|会计|杂活)(?:\(.*\))?$")


@dataclass(frozen=True, slots=True)
class Licence:
    """One row of the table: the words or codes of a work, and the certificates of which it needs one."""

    words: re.Pattern[str]
    hint: re.Pattern[str]  # what a title must hold for an occupation's code to count
    occupations: tuple[str, ...]  # prefixes
    certificates: frozenset[str]
    learners_may: bool
    exceptions: re.Pattern[str] | None
    article: str


@cache
def licences() -> tuple[Licence, ...]:
    """The rows of the table, in its order."""
    return tuple(
        Licence(
            words=re.compile(words),
            hint=re.compile(hint),
            occupations=tuple(prefixes.split()),
            certificates=frozenset(needs.split("|")),
            learners_may=learners == "yes",
            exceptions=re.compile(exceptions) if exceptions else None,
            article=article,
        )
        for words, hint, prefixes, needs, learners, exceptions, article in read_table(
            "legal_certificates.csv"
        )
    )


def certificates_demanded(title: str, occupation: str | None) -> CertificateGroups:
    """Groups of certificates of which the law demands one each; empty when it demands none.

    Several works listed in one title (焊工/电工) give one group: any of their certificates will do, and none
    is demanded when one of the works needs none. An occupation counts only where the title supports it,
    because codes are often guessed from titles.
    """
    words = plain_title(title)
    coded = _coded(occupation) if occupation else ()
    if _AIDE.search(words) or not (coded or _any_words().search(words)):
        return frozenset()
    learner = _LEARNER.search(words) is not None
    works = [work.strip() for work in _NEXT_WORK.split(words)]
    groups = [frozenset(_demanded(work, coded, learner=learner)) for work in works]
    found = [group for group in groups if group]
    if any(_PERSON.search(work) for work, group in zip(works, groups, strict=True) if not group):
        return frozenset()
    if len(found) > 1:
        return frozenset([frozenset(name for group in found for names in group for name in names)])
    return found[0] if found else frozenset()


def _demanded(work: str, coded: tuple[Licence, ...], *, learner: bool) -> Iterator[frozenset[str]]:
    for licence in licences():
        excepted = licence.exceptions is not None and licence.exceptions.search(work)
        if excepted or (learner and licence.learners_may):
            continue
        if _names(licence, work) or (
            licence in coded and licence.hint.search(work) and not names_desk_work(work, _DESKS)
        ):
            yield licence.certificates


def _names(licence: Licence, work: str) -> bool:
    return any(
        not is_desk_work(work, found.start(), found.end(), _DESKS, worker=False)
        for found in licence.words.finditer(without_engineering(work))
    )


@cache
def _coded(occupation: str) -> tuple[Licence, ...]:
    return tuple(
        licence
        for licence in licences()
        if any(occupation == prefix or occupation.startswith(prefix + "-") for prefix in licence.occupations)
    )


@cache
def _any_words() -> re.Pattern[str]:
    return re.compile("|".join(licence.words.pattern for licence in licences()))
