"""What goes through the REST door, one allow-list for each audience and action."""
