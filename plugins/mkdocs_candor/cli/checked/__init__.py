"""What `candor check` found → the same as people, code hosts and scripts read it: a file each format."""
