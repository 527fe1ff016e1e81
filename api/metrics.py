"""What Prometheus is told of requests; the labels name routes and states, never a person.

With PROMETHEUS_MULTIPROC_DIR set before the first import, all workers count together (`aixin serve` does so).
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counts of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "aixin_requests", "Requests answered", ("route", "method", "status"), registry=self.registry
        )
        self.request_seconds = Histogram(
            "aixin_request_seconds",
            "Time to answer a request",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.shortlist_seconds = Histogram(
            "aixin_shortlist_seconds", "Time to make a shortlist", buckets=SECONDS, registry=self.registry
        )
