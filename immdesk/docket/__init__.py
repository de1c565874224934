"""Keep: docket entries, what a recomputation proposes, the agenda."""
