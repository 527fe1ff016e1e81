"""What the index is measured against: the same students, the same openings, prepared and warm."""
