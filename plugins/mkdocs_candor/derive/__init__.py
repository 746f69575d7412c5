"""History and a moment → facts. Pure: no file, no clock, no environment. `snapshot.snapshot` is the door."""
