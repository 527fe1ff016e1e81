"""What waits, from the command line."""

import pytest

from api.services.work_lists import WorkList
from tests.scripts.commands.conftest import Instance, Run, document


def test_what_waits_and_for_whom(run: Run, instance: Instance) -> None:
    items = document(run("work", "--json"))["items"]
    assert {item["code"]: item["count"] for item in items} == dict.fromkeys(WorkList, 0) | {
        WorkList.SERVICES_OWED: 1
    }
    assert "services-owed" in run("work").stdout
    listed = document(run("work", "services-owed", "--json"))
    assert [item["student"] for item in listed["items"]] == [instance.refs["赵小满"]]
    assert "赵小满" in run("work", "services-owed").stdout
    assert "policy briefings 1" in run("work", "services-owed", "--locale", "en").stdout


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize("name", WorkList)
def test_every_list_is_shown(run: Run, name: WorkList) -> None:
    assert run("work", name).exit_code == 0
