"""Pages made from data, without a Markdown file of their own: one function a kind, which yields them."""
