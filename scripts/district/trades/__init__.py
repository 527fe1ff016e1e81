"""The trades of the district by their keys."""

from scripts.district.trades.care import CARE
from scripts.district.trades.computing import COMPUTING
from scripts.district.trades.counter import COUNTER
from scripts.district.trades.office import OFFICE
from scripts.district.trades.outdoors import OUTDOORS
from scripts.district.trades.trade import Trade
from scripts.district.trades.workshop import WORKSHOP

TRADES: dict[str, Trade] = {**WORKSHOP, **OUTDOORS, **COUNTER, **CARE, **OFFICE, **COMPUTING}

__all__ = ["TRADES", "Trade"]
