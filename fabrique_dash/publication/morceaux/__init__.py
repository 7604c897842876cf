"""The HTML that pages and first views are made of."""
