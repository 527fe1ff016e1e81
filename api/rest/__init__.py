"""The door for programs: REST under /api/v1, one file for each noun."""
