"""What cannot be done is said on the page where the form stood, and nothing is kept."""

import pytest
from flask import Flask

from api.returning import came_from, returns

app = Flask("forms")


@pytest.mark.parametrize("told", ["/students?page=2", "/"])
def test_a_form_says_where_it_stood(told: str) -> None:
    with app.test_request_context(method="POST", data={"back": told}):
        assert came_from() == told
        assert returns(409)


@pytest.mark.parametrize(
    "told",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "///elsewhere.example",  # which browsers read as the one before
        "/\t/elsewhere.example",
        "/\\elsewhere.example",
        "students",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(told: str) -> None:
    with app.test_request_context(method="POST", data={"back": told}):
        assert came_from() is None
        assert not returns(409)


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_what_nobody_can_mend_is_told_on_a_page_of_its_own(status: int) -> None:
    with app.test_request_context(method="POST", data={"back": "/"}):
        assert not returns(status)
