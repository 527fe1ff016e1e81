"""What a load balancer is told."""

import pytest

from api.services.readiness import Obstacle
from tests.api.web.conftest import Desk


def test_a_sound_instance_is_ready_and_tells_no_version(desk: Desk) -> None:
    answer = desk.client.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ready"})


def test_an_obstacle_is_told_and_its_answer_holds_for_a_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def find() -> Obstacle:
        asked.append(1)
        return Obstacle.DATABASE_BEHIND

    monkeypatch.setattr("api.web.health.find_obstacle_now", find)
    monkeypatch.setattr("api.web.health.ASKED_AGAIN", 3600)
    desk.client.application.extensions.pop("aixin-readiness", None)
    answers = [desk.client.get("/readyz") for _ in range(3)]
    desk.client.application.extensions.pop("aixin-readiness")
    assert [(a.status_code, a.get_json()["obstacle"]) for a in answers] == [(503, "DATABASE_BEHIND")] * 3
    assert len(asked) == 1


def test_a_server_that_stops_is_not_ready_but_alive(desk: Desk) -> None:
    config = desk.client.application.config
    config["STOPPING"] = lambda: True
    try:
        assert desk.client.get("/readyz").get_json() == {"status": "not ready", "obstacle": "STOPPING"}
        assert desk.client.get("/healthz").status_code == 200
    finally:
        config["STOPPING"] = bool
