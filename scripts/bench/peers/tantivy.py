"""tantivy, a full-text engine in Rust: the nearest thing that could be put in the place of the index."""

from collections.abc import Iterator
from typing import Any

from matcher.arrays import MISSING
from matcher.candidate import Candidate
from matcher.criteria.skills import held_weights
from matcher.policy import Policy
from matcher.reference.divisions import PREFECTURE, ancestor_at
from matcher.reference.occupations import group, stem
from scripts.bench.peers.peer import TOP, Search, package
from scripts.bench.workload.openings import Openings

WRITING_MEMORY = 500_000_000  # bytes
FIELDS = ("skill", "occupation", "place")


class Tantivy:
    """One query per student: any of its terms, each with what it gives, the best twenty by their sum.

    The terms are the skills that count for the student, the wished occupations and the groups around them,
    the district and the city of the home, and the wished places; each gives the policy's points. It computes
    no eligibility, study, wage, education, experience or distance, so its answers are others.

    With `relevance` the points are boosts of BM25 instead. Then it may skip whole blocks of openings, but a
    rare skill counts for more than a common one, and the score is no sum of points any more.
    """

    def __init__(self, openings: Openings, policy: Policy, *, relevance: bool = False) -> None:
        self._package: Any = package("tantivy", "tantivy")
        self._policy, self._relevance = policy, relevance
        builder = self._package.SchemaBuilder()
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="raw", index_option="freq")
        self._schema = builder.build()
        index = self._package.Index(self._schema)
        writer = index.writer(WRITING_MEMORY, 1)
        for terms in terms_of(openings):
            writer.add_document(self._package.Document(**terms))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, candidate: Candidate) -> Search:
        """One boolean query."""
        terms = points_of(candidate, self._policy)
        query = self._package.Query.boolean_query([self._should(*term, terms[term]) for term in terms])
        return lambda: self._searcher.search(query, limit=TOP, count=False)

    def _should(self, field: str, word: str, points: float) -> tuple[Any, Any]:
        queries, frequency = self._package.Query, "freq" if self._relevance else "basic"
        term = queries.term_query(self._schema, field, word, index_option=frequency)
        scored = queries.boost_query if self._relevance else queries.const_score_query
        return self._package.Occur.Should, scored(term, points)


def terms_of(openings: Openings) -> Iterator[dict[str, list[str]]]:
    """The words of each opening by field; codes come with the groups around them."""
    world = openings.world
    occupations = [[group(code, depth) for depth in (1, 2, 3, 4)] for code in world.occupations]
    places = [[code, _city(code)] for code in world.places]
    for row in range(len(openings)):
        yield {
            "skill": [world.words[number] for number in openings.wanted(row)],
            "occupation": occupations[openings.trade[row]] if openings.coded[row] else [],
            "place": [] if openings.place[row] == MISSING else places[openings.place[row]],
        }


def points_of(candidate: Candidate, policy: Policy) -> dict[tuple[str, str], float]:
    """The terms of one student, as (field, word), and what each gives."""
    student, points = candidate.student, policy.points
    per_weight = points["skills"]["ALL"] / policy.thresholds.skills_enough
    held = held_weights(candidate, policy)
    given = {("skill", skill): weight * per_weight for skill, weight in held.items()}
    for wish in sorted(student.wished_occupations):
        given["occupation", group(wish, 3)] = points["wishes"]["CLOSE"]
        given["occupation", stem(wish)] = points["wishes"]["SAME"]
    if student.home:
        given["place", _city(student.home)] = points["place"]["SAME_CITY"]
        given["place", student.home] = points["place"]["SAME_DISTRICT"]
    for place in sorted(student.wished_places):
        given["place", place] = points["place"]["WISHED"]
    return given


def _city(place: str) -> str:
    return ancestor_at(place, PREFECTURE) or place
