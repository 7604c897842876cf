"""Developer tools: local server, browser, raw sessions, screenshots. Not used by the dashboard."""
