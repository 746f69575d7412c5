"""The words of the interface in each language: catalogues (`*.po`), and how times, spans and lists are said."""
