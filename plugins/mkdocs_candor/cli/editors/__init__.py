"""What editors need to help people write: JSON Schemas, snippets, settings; all made from the forms that read files."""
