"""What was published, what it means, and whether it agrees with itself."""
