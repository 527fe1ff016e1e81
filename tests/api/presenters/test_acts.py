"""Every act that the trail may keep has a name."""

import re
from pathlib import Path

from api.i18n import speaking
from api.presenters.acts import ACTS, act_name
from matcher.vocabulary import ReferralState
from models.job import JobKind

ROOT = Path(__file__).parents[3]
FILES = ("api/*.py", "api/services/**/*.py", "api/rest/*.py", "api/web/*.py", "scripts/commands/*.py")
NOUNS = "|".join(sorted({act.partition(".")[0] for act in ACTS}))
TOLD = re.compile(rf'[(,]\s*"((?:{NOUNS})\.(?!html|json|db)[a-z_]+)"\s*[,)]')


def test_every_act_has_a_name_and_no_other_has_one() -> None:
    files = (file for pattern in FILES for file in ROOT.glob(pattern))
    sources = [file.read_text("utf-8") for file in files]
    told = {act for source in sources for act in TOLD.findall(source)}
    told -= {act for act in told if re.search(rf'url_for\(\s*"{act}"', "".join(sources))}
    composed = {f"referral.{state}" for state in ReferralState}
    composed |= {f"{record}.form" for record in ("company", "opening", "student")}
    composed |= {f"{kind}.{act}" for kind in JobKind for act in ("ordered", "cancelled")}
    assert (told | composed) - set(ACTS) == set()
    assert set(ACTS) - told - composed == set()


def test_a_name_is_in_the_readers_language() -> None:
    with speaking("zh_CN"):
        assert act_name("student.read") == "查看学生"
    assert act_name("of.another.time") == "of.another.time"
