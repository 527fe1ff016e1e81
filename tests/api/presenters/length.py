"""How long a sentence is on a phone."""

from unicodedata import east_asian_width


def width(text: str) -> float:
    """Characters as wide as a Chinese one; a letter or a digit is half of that."""
    return sum(1 if east_asian_width(character) in "WF" else 0.5 for character in text)
