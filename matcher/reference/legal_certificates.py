"""Certificates without which the law lets nobody do the work, by an opening's title and occupation."""

CertificateGroups = frozenset[frozenset[str]]


def certificates_demanded(title: str, occupation: str | None) -> CertificateGroups:
    """Groups of certificates of which the law demands one each; empty when it demands none."""
    return frozenset()
