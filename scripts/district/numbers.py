"""Numbers that pass every check and yet can belong to nobody."""

from datetime import date, timedelta
from random import Random

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

# Sequence numbers 996 to 999 are kept for people past a hundred: no one born lately carries one.
# Odd numbers are men's, even ones women's.
CENTENARIAN_SEQUENCES = {"male": ("997", "999"), "female": ("996", "998")}
# Xishan first, then the other districts and cities of Wuxi.
BIRTH_REGIONS = ("320205", "320206", "320211", "320213", "320214", "320281", "320282")
BORN_IN_XISHAN = 0.8

# No operator was ever given 154.
UNASSIGNED_MOBILE = "154"

# Who registered a body, and what it is: the market regulator a company, civil affairs a non-profit one.
COMPANY, NON_PROFIT = "91", "52"

ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Numbers:
    """Hands out numbers of each kind, never the same one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def id_number(self, birth: date, sex: str) -> str:
        """ID number for a birth date; the day moves back when all its numbers are taken."""
        home, *others = BIRTH_REGIONS
        self._rng.shuffle(others)
        regions = (home, *others) if self._rng.random() < BORN_IN_XISHAN else (*others, home)
        while True:
            for region in regions:
                for sequence in CENTENARIAN_SEQUENCES[sex]:
                    stem = f"{region}{birth:%Y%m%d}{sequence}"
                    number = stem + mod_11_2.calc_check_digit(stem)
                    if self._is_new(number):
                        return number
            birth -= timedelta(days=1)

    def phone(self) -> str:
        """Mobile number of a prefix that no operator has."""
        while True:
            number = f"{UNASSIGNED_MOBILE}{self._rng.randrange(10**8):08d}"
            if self._is_new(number):
                return number

    def credit_code(self, region: str, *, non_profit: bool) -> str:
        """Unified social credit code of a company or a non-profit body: its own check character holds.

        The organisation code inside carries a wrong check character, so that no register can have issued it.
        """
        while True:
            stem = "MA" + "".join(self._rng.choices(CREDIT_CODE_ALPHABET, k=6))
            wrong = self._rng.choice([c for c in CREDIT_CODE_ALPHABET if c != _organisation_check(stem)])
            body = f"{NON_PROFIT if non_profit else COMPANY}{region}{stem}{wrong}"
            number = body + uscc.calc_check_digit(body)
            if self._is_new(number):
                return number

    def _is_new(self, number: str) -> bool:
        if number in self._given:
            return False
        self._given.add(number)
        return True


def _organisation_check(stem: str) -> str:
    """Check character of an organisation code (GB 11714)."""
    total = sum(
        ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(stem, ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[(11 - total % 11) % 11]
