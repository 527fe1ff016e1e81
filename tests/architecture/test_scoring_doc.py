"""The pages that tell how scores come about say what the policy does, in both languages."""

import json
from pathlib import Path

import pytest

from matcher.policy import STANDARD, Policy
from matcher.vocabulary import Refusal
from scripts.scoring_doc import BLOCKS, PAGES, RULES, renewed

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_as_make_docs_writes_it(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert renewed(page, text) == text


@pytest.mark.parametrize("page", PAGES)
def test_another_policy_would_change_every_page(page: str) -> None:
    other = STANDARD.document()
    other["points"]["skills"]["ALL"] += 100
    other["points"]["wishes"]["SAME"] -= 100
    text = (ROOT / page).read_text("utf-8")
    assert renewed(page, text, Policy.from_json(json.dumps(other))) != text


def test_a_page_without_its_block_is_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        renewed("README.md", "no block at all")


def test_every_block_is_on_a_page_in_both_languages() -> None:
    for locale in ("en", "zh_CN"):
        assert {
            block for language, blocks in PAGES.values() if language == locale for block in blocks
        } == set(BLOCKS)


def test_every_refusal_has_its_rule() -> None:
    assert list(RULES) == list(Refusal)


def test_the_pages_link_to_each_other() -> None:
    assert "(scoring.zh-CN.md)" in (ROOT / "docs/scoring.md").read_text("utf-8")
    assert "(scoring.md)" in (ROOT / "docs/scoring.zh-CN.md").read_text("utf-8")
