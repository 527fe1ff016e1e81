"""How good the matcher is: figures from what it answered and from what people judged."""
