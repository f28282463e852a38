"""Memory: references, allocations that fail, sanitizers."""
