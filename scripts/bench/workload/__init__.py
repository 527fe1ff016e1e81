"""Invented openings and students of any number: real codes, a seed, no records until somebody wants them."""
