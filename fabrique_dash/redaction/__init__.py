"""What somebody writes from the pages: doors, forms, drafts, and changes in words."""
