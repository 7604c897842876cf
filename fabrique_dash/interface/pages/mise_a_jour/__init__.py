"""Parts of the page « Mettre à jour »: what waits, the forms, the review."""
