"""Whatever schemathesis thinks of, no route fails, and every answer is as the document says."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models.principal import Principal
from tests.api.rest.gate import LEADER, OFFICER, OURS, WHOLE, Gate
from tests.conftest import FULL_FIGURES

EXAMPLES = 150 if FULL_FIGURES else 3  # for each operation, role and database
ASKING = (OURS, OFFICER, LEADER) if FULL_FIGURES else (OFFICER, LEADER)
"""Whoever has peers is asked for from outside, in tests/scripts/commands/test_schemathesis.py."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.slow
@pytest.mark.parametrize("who", ASKING, ids=lambda who: who.role)
def test_no_input_makes_a_route_fail(gate: Gate, who: Principal) -> None:
    gate.post(OURS, "/openings", WHOLE)
    gate.get(who, "/openings")  # from here on it is they who ask
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", gate.app)
    tried = 0
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Case) -> None:
            nonlocal tried
            tried += 1
            answer = case.call(headers={"Authorization": "Bearer x"})
            case.validate_response(answer, checks=CHECKS)

        holds()
    assert tried >= EXAMPLES * 20
