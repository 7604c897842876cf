"""What leaves the dashboard: files, calendars, references."""
