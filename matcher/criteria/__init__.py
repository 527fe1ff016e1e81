"""What makes a placement good, one file each. CONTRIBUTING.md tells how to add one."""

from matcher.criteria.base import Criterion
from matcher.criteria.duties import Duties
from matcher.criteria.education import EducationLevel
from matcher.criteria.experience import Experience
from matcher.criteria.openings import OpeningsLeft
from matcher.criteria.place import Place
from matcher.criteria.skills import Skills
from matcher.criteria.study import Study
from matcher.criteria.wage import Wage
from matcher.criteria.wishes import Wishes

SKILLS = Skills()
STUDY = Study()
EDUCATION = EducationLevel()
EXPERIENCE = Experience()
DUTIES = Duties()
PLACE = Place()
WISHES = Wishes()
WAGE = Wage()
OPENINGS_LEFT = OpeningsLeft()

CRITERIA: tuple[Criterion, ...] = (
    SKILLS,
    STUDY,
    EDUCATION,
    EXPERIENCE,
    DUTIES,
    PLACE,
    WISHES,
    WAGE,
    OPENINGS_LEFT,
)
