"""A past for the synthetic district, so that its reports have something to tell."""

from scripts.history.invent import act_out
from scripts.history.past import invent_past

__all__ = ["act_out", "invent_past"]
