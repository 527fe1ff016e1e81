"""The steps by which a database comes to its present shape."""

HEAD = (
    "0026"  # the newest step; pinned so that two branches that add one collide in review, not in a database
)
