"""Which backups there are, for administrators alone."""

import pytest

from api.services.backups.backup_files import KEYS_FILE, file_name
from api.services.backups.make_backup import make_backup
from api.settings import Settings
from models.principal import Principal, Role
from models.sealed_file import new_pair
from tests.api.rest.officer_door import OFFICER, OTHERS, STREET, Door
from tests.api.services.registry_desk import NOW

ADMINISTRATOR = Principal(Role.ADMINISTRATOR, "account:f")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_administrator_sees_the_backups_and_nobody_else(door: Door, production: Settings) -> None:
    folder, (_, public) = production.backups, new_pair()
    made = make_backup(
        door.engine,
        door.vault,
        public=public,
        to=folder / file_name(NOW),
        keys_to=folder / KEYS_FILE,
        now=NOW,
        who=Principal.operator("test"),
    )
    door.ask_as(ADMINISTRATOR)
    (item,) = door.client.get("/api/v1/backups").get_json()["items"]
    assert (item["ref"], item["bytes"], item["database"]) == (made.ref, made.size, "sqlite")
    for who in (OFFICER, STREET, *(other for other in OTHERS if other.role is not Role.ADMINISTRATOR)):
        door.ask_as(who)
        assert door.client.get("/api/v1/backups").status_code == 403
