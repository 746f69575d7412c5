"""Posts' words and structure → findings: what readers will hear, and a question for the writer. Pure."""
