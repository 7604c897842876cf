"""Pages of the dashboard, one script per question."""
