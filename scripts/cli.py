"""The command line `aixin`."""


def main() -> None:
    """Run one command."""
