"""What every drawing needs: colours, fonts, escaping, plane geometry."""
