"""Questions asked of projections."""
