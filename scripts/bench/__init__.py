"""Time and memory of whole commands, as a user waits for them: `make bench`."""
