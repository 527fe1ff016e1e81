"""What recorded answers tell of the weights of the bars; a proposal, never more. docs/learning.md."""
