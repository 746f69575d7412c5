"""Another tool's history → our incident files, and a report of what could not be understood.

A module `<tool>.py` is the door for one tool; `<tool>_*.py` know its format. `bodies` and `literal` turn foreign
text into Markdown that is safe to publish, `folder` writes posts so that a second run writes nothing, and `report`
holds what staff must be told. Nothing is overwritten, and every incident read ends as written or as reported.
"""
