"""Work that is closed to 16- and 17-year-olds, by an opening's title and occupation."""


def closed_to_minors(title: str, occupation: str | None) -> str | None:
    """Why an opening is closed to people under 18: a hazard's code or the name of a rule; None when it is not."""
    return None
