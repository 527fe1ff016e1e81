"""A report with numbers that show, numbers that are withheld, and figures without anything to tell of."""

from datetime import date

from api.services.reports.report import Asked, Report
from api.services.reports.report_figures import NOTHING, WITHHELD, Breakdown, Told
from api.services.reports.report_words import By, Figure, Step
from matcher.disclosure.publish import Audience

CODES = {
    By.STREET: ("320205001", "320205002"),
    By.CATEGORY: ("orphan", "minimum_living", "unknown"),
    By.STAGE: ("college", "out_of_school", "unknown"),
    By.MONTH: ("1", "2", "3"),
    By.EVIDENCE: ("self_report", "contract"),
    By.SOURCE: ("grant", "relief_fund"),
    By.PURPOSE: ("medical", "study"),
}
BROKEN_DOWN = (
    *((Figure.STUDENTS, by) for by in (By.STREET, By.CATEGORY, By.STAGE)),
    *(
        (figure, by)
        for figure in (Figure.GRADUATES, Figure.SEEKING, Figure.EMPLOYED, Figure.SETTLED, Figure.REFERRED)
        for by in (By.STREET, By.CATEGORY)
    ),
    *((Figure.PLACED, by) for by in (By.STREET, By.CATEGORY, By.MONTH, By.EVIDENCE)),
    (Figure.AID_PAID, By.SOURCE),
    (Figure.RELIEF_TOTAL, By.PURPOSE),
)


def a_report(audience: Audience = Audience.INTERNAL) -> Report:
    figures = {figure: Told(1200 + number) for number, figure in enumerate(Figure)}
    figures |= {
        Figure.EMPLOYMENT_RATE: Told(0.875),
        Figure.DESTINATION_RATE: WITHHELD,
        Figure.STUDY_TO_WORK_MATCH: NOTHING,
        Figure.RETENTION_3: Told(1.0),
        Figure.RETENTION_6: WITHHELD,
        Figure.RETENTION_12: NOTHING,
        Figure.AID_DUE: Told(123_456_50),
        Figure.SERVED: WITHHELD,
    }
    parts = tuple(
        Breakdown(figure, by, dict(zip(CODES[by], (Told(40), WITHHELD, Told(0)), strict=False)))
        for figure, by in BROKEN_DOWN
    )
    return Report(
        year=2026,
        as_of=date(2026, 11, 20),
        audience=audience,
        figures=figures,
        breakdowns=parts,
        funnel={step: Told(80 - 10 * number) for number, step in enumerate(Step)}
        | {Step.INTERVIEWED: WITHHELD},
        retention=(
            Asked(3, Told(40), Told(30), WITHHELD, WITHHELD),
            Asked(6, Told(20), WITHHELD, WITHHELD, Told(10)),
            Asked(12, Told(0), Told(0), Told(0), Told(0)),
        ),
        placed_by_year={2025: WITHHELD, 2026: Told(85)},
    )
