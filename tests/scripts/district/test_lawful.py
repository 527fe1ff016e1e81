"""What is invented goes through the schemas of the import, and breaks no law on the way."""

from collections import Counter

import pytest

from api.schemas.base import Channel, RegistrySchema
from api.schemas.company import CompanySchema
from api.schemas.opening import OpeningSchema
from api.schemas.problems import ProblemCode
from api.schemas.student import StudentSchema
from scripts.district import District
from tests.scripts.district.conftest import TODAY

AGAINST_THE_LAW = {
    ProblemCode.DISCRIMINATION,
    ProblemCode.DEPOSIT,
    ProblemCode.PROBATION_TOO_LONG,
    ProblemCode.WAGE_BELOW_MINIMUM,
}
FEW = 0.03  # share of rows that a kind of blemish may touch


@pytest.mark.parametrize(
    ("registry", "schema_class"),
    [("students", StudentSchema), ("companies", CompanySchema), ("openings", OpeningSchema)],
)
def test_every_row_is_read_and_lawful(
    district: District, registry: str, schema_class: type[RegistrySchema]
) -> None:
    schema = schema_class(channel=Channel.IMPORT, today=TODAY, within="320205")
    rows = getattr(district, registry)[:600]
    problems: Counter[tuple[str, ProblemCode]] = Counter()

    for row in rows:
        read, findings = schema.read(row)
        assert read is not None, findings
        problems.update({(finding.field, finding.code) for finding in findings})

    assert not {code for _, code in problems} & AGAINST_THE_LAW
    del problems["valid_to", ProblemCode.VALIDITY_ASSUMED]  # a blank that the law provides for
    assert all(count <= FEW * len(rows) for count in problems.values()), problems
