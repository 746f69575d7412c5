"""Facts → the HTML of each page's own part. The frame around it is the theme's."""
