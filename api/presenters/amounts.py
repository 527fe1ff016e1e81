"""Amounts of money as documents and people are told them: in yuan, exact to the fen."""


def yuan(fen: int) -> str:
    """The amount in yuan with two decimals, as a number is written: 1200.50."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def money(fen: int | None) -> str:
    """The amount as people read it: ¥1,200.50, without decimals that say nothing; — when unknown."""
    if fen is None:
        return "—"
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{rest:02}" if rest else f"{sign}¥{whole:,}"
