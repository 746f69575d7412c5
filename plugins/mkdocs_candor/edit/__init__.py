"""Staff's changes → the same file, comments kept; and new files in the house's own hand."""
