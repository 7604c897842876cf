"""Charts and maps as the pages show them."""
