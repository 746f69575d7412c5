"""What is kept between builds: posts as they were last made, in the project's `.cache/candor/`, never in the site.

Takes a post's facts, gives its pages and files where nothing that they were made from has changed. Nothing depends on
it: whatever is missing, damaged or from elsewhere is made anew.
"""
