"""What is published beside the pages."""
