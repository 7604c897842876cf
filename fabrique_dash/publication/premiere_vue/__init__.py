"""A readable view of each page, which the server writes without the application."""
