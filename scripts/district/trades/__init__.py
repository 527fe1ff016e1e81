"""The trades of the district by their keys."""

from scripts.district.trades.assembly import ASSEMBLY
from scripts.district.trades.care import CARE
from scripts.district.trades.computing import COMPUTING
from scripts.district.trades.counter import COUNTER
from scripts.district.trades.metal import METAL
from scripts.district.trades.office import OFFICE
from scripts.district.trades.outdoors import OUTDOORS
from scripts.district.trades.trade import Trade

TRADES: dict[str, Trade] = {**METAL, **ASSEMBLY, **OUTDOORS, **COUNTER, **CARE, **OFFICE, **COMPUTING}

__all__ = ["TRADES", "Trade"]
