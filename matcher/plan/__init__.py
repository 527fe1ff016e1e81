"""Everybody at once: one proposal for each student within the places that there are, proven best."""
