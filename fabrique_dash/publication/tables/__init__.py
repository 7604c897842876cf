"""Tables, workbooks and geography as files."""
