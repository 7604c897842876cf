"""The data package: descriptor, loading, validation, and what was known at a date."""
