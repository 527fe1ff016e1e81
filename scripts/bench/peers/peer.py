"""What a peer is."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Protocol

from matcher.candidate import Candidate

TOP = 20

Search = Callable[[], object]


class Peer(Protocol):
    """A program that was given the openings already."""

    def search(self, candidate: Candidate) -> Search:
        """The question for one student, ready to be asked: only the asking is timed."""
        ...


class PeerMissing(Exception):
    """A peer that is not installed; `name` is its package."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def package(module: str, name: str) -> ModuleType:
    """Import what the extra `bench` installs; raises PeerMissing with the package's `name`."""
    try:
        return import_module(module)
    except ImportError as error:
        raise PeerMissing(name) from error
