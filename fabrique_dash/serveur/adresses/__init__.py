"""The stable addresses."""
