"""Real packages, compiled whole: their own test-suites pass as they do interpreted."""
