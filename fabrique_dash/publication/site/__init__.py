"""The dashboard seen from outside: its pages, addresses, names, references."""
