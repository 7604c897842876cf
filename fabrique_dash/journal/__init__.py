"""The journal of changes: what was proposed, by whom, and each publication of the package."""
