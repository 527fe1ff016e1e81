"""Amounts of money as documents and people are told them: in yuan, exact to the fen."""


def yuan(fen: int) -> str:
    """The amount in yuan with two decimals, as documents hold it: 1200.50."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def money(fen: int | None) -> str:
    """The amount as people read it: ¥1,200.50, ¥1,200; — when unknown."""
    return shown_yuan(None if fen is None else yuan(fen))


def shown_yuan(told: str | None) -> str:
    """The amount of a document as people read it: ¥1,200.50, ¥1,200; — where it is unknown."""
    if told is None:
        return "—"
    sign, amount = ("-", told[1:]) if told.startswith("-") else ("", told)
    whole, _, rest = amount.partition(".")
    return f"{sign}¥{int(whole):,}" + ("" if rest == "00" else f".{rest}")
