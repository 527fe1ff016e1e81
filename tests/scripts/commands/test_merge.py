import pytest

from api.settings import load_settings
from models.engine import make_engine, make_session
from models.vault import Vault
from tests.models.samples import a_student
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.fixture
def twin(instance: Instance) -> str:
    """Another record of 赵小满, whose school is another one there."""
    settings = load_settings()
    vault, engine = Vault(settings.keys), make_engine(settings.database_url)
    with make_session(engine, vault) as session:
        other = a_student(vault, name="赵小满", school="云朵学校", phone="13800000002", hardships=[])
        session.add(other)
        session.commit()
        ref = other.ref
    engine.dispose()
    return ref


def test_what_is_not_decided_is_shown_line_by_line(run: Run, instance: Instance, twin: str) -> None:
    refused = run("merge", "--keep", instance.refs["赵小满"], "--drop", twin)
    assert refused.exit_code == 1
    assert "云朵学校" in refused.stderr
    assert "锡山试验学院" in refused.stderr
    assert "school" in refused.stderr
    acts = [item["act"] for item in document(run("audit", "list", "--json"))["items"]]
    assert acts[0] == "students.compared"


def test_they_become_one_and_the_old_reference_says_where(run: Run, instance: Instance, twin: str) -> None:
    kept = instance.refs["赵小满"]
    done = document(run("merge", "--keep", kept, "--drop", twin, "--take", "school=drop", "--json"))
    assert (done["kept"], done["dropped"]) == (kept, twin)
    assert {"school", "phone"} <= set(done["taken"])
    gone = run("shortlist", "--student", twin, "--json")
    error = document(gone)["error"]
    assert (gone.exit_code, error["code"], error["params"]["into"]) == (1, "STUDENT_MERGED", kept)
    assert document(run("find", "students", twin, "--json"))["items"][0]["ref"] == kept
    assert run("merge", "--keep", kept, "--drop", twin).exit_code == 1


@pytest.mark.parametrize("take", ["school", "school=mine", "=drop"])
def test_a_choice_is_a_field_and_a_side(run: Run, instance: Instance, twin: str, take: str) -> None:
    done = run("merge", "--keep", instance.refs["赵小满"], "--drop", twin, "--take", take)
    assert done.exit_code == 2
    assert "--take" in done.stderr


def test_what_does_not_differ_is_not_chosen(run: Run, instance: Instance, twin: str) -> None:
    chosen = ("--take", "school=keep", "--take", "note=drop")
    done = run("merge", "--keep", instance.refs["赵小满"], "--drop", twin, *chosen)
    assert done.exit_code == 1
    assert "note" in done.stderr
