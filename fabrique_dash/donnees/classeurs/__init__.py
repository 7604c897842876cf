"""Files that people fill elsewhere: workbooks and CSV, looked at, read, never trusted."""
