"""The server: gunicorn, and the processes that it keeps beside its workers."""
