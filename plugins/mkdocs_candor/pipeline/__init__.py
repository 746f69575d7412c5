"""How our pages get into the theme: filled into frames, or made by MkDocs one by one, and which of these a site needs.

Takes what MkDocs, the theme and other plugins are; gives pages for MkDocs, and the reasons for making them.
"""
