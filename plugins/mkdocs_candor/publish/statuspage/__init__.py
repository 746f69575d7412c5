"""Statuspage's public API v2 as files: the same facts in that API's words, with its keys, in its order, and no others.

Shapes as real pages give them and as the strictest clients read them. Where its words are fewer than ours, `scale`
says what we chose.
"""
