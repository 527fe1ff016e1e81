from matcher.reference.skills import WEIGHTS, skills


def test_the_vocabulary_holds_together():
    vocabulary = skills()
    assert len(vocabulary) > 500
    assert {skill.weight for skill in vocabulary.values()} == set(WEIGHTS.values())
    assert all(skill.english and skill.name == name for name, skill in vocabulary.items())
    assert all(
        len(alias) > 1 for skill in vocabulary.values() for alias in skill.aliases if alias != skill.name
    )


def test_an_everyday_word_counts_in_lists_only():
    management = skills()["管理"]
    assert "管理" in management.list_aliases
    assert "管理" not in management.aliases
