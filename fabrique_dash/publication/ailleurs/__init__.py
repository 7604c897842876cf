"""What goes and lives elsewhere: sentences, sheets, embedded pages."""
