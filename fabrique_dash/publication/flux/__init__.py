"""What one subscribes to: agenda, feed, change log."""
