"""A planner's question as a file."""
