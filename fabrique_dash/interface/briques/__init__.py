"""Building blocks that several pages show."""
