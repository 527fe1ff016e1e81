"""Peers must do what their docstrings say: a peer that does less than it should makes us look good."""

from collections.abc import Iterator

import numpy as np
import pytest

from matcher.candidate import Candidate
from matcher.criteria.skills import held_weights
from matcher.index.index import Index
from matcher.pipeline import judge
from matcher.policy import STANDARD
from scripts.bench.peers.peer import TOP, PeerMissing, package
from scripts.bench.peers.postgres import Postgres
from scripts.bench.peers.postgres_server import postgres_server
from scripts.bench.peers.reference import Reference
from scripts.bench.peers.sparse import SparseDotTopN
from scripts.bench.peers.tantivy import Tantivy, points_of, terms_of
from scripts.bench.setting import candidates
from scripts.bench.workload.openings import Openings
from scripts.bench.workload.world import World


@pytest.fixture(scope="module")
def openings() -> Openings:
    return Openings.of(World.of(1), 3_000)


@pytest.fixture(scope="module")
def people(openings: Openings) -> list[Candidate]:
    return candidates(openings.world, range(40))


@pytest.fixture(scope="module")
def postgres(openings: Openings) -> Iterator[Postgres]:
    with postgres_server() as url, Postgres(Index.of(openings.columns(), STANDARD), url) as peer:
        yield peer


def test_a_missing_package_is_named() -> None:
    with pytest.raises(PeerMissing) as missing:
        package("no_such_module", "no-such-package")
    assert missing.value.name == "no-such-package"


def test_tantivy_finds_the_highest_sums_of_points(openings: Openings, people: list[Candidate]) -> None:
    pytest.importorskip("tantivy")
    peer, documents = Tantivy(openings, STANDARD), list(terms_of(openings))
    for person in people:
        points = points_of(person, STANDARD)
        sums = [
            sum(points.get((field, word), 0.0) for field, words in document.items() for word in words)
            for document in documents
        ]
        found = [score for score, _ in peer.search(person)().hits]
        assert found == pytest.approx([each for each in sorted(sums, reverse=True)[:TOP] if each > 0])


def test_tantivy_by_relevance_answers_too(openings: Openings, people: list[Candidate]) -> None:
    pytest.importorskip("tantivy")
    peer = Tantivy(openings, STANDARD, relevance=True)
    assert len(peer.search(people[0])().hits) == TOP


def test_sparse_dot_topn_finds_the_highest_weights(openings: Openings, people: list[Candidate]) -> None:
    pytest.importorskip("sparse_dot_topn")
    peer = SparseDotTopN(openings, STANDARD)
    for person in people:
        weights = held_weights(person, STANDARD)
        shared = [
            sum(weights.get(word, 0) for word in _wanted(openings, row)) for row in range(len(openings))
        ]
        best = [weight for weight in sorted(shared, reverse=True)[:TOP] if weight]
        assert sorted(peer.search(person)().data.tolist(), reverse=True) == best


def test_the_reference_ranks(openings: Openings, people: list[Candidate]) -> None:
    columns = openings.columns()
    found = Reference(columns, STANDARD).search(people[0])()
    assert np.array_equal(found, judge(people[0], columns, STANDARD).ranking()[:TOP])


def test_postgres_finds_the_same(openings: Openings, people: list[Candidate], postgres: Postgres) -> None:
    columns = openings.columns()
    for person in people:
        judgement = judge(person, columns, STANDARD)
        rows = judgement.ranking()[:TOP]
        assert postgres.search(person)() == list(zip(rows, judgement.scores[rows], strict=True))


def _wanted(openings: Openings, row: int) -> list[str]:
    return [openings.world.words[number] for number in openings.wanted(row)]
