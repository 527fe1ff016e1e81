"""Statistics that give nobody away: which numbers of published tables are withheld, and which show."""
