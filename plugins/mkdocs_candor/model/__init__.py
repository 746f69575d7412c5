"""What we talk about: frozen values, with no behaviour beyond what can be read off them. Imports nothing of ours."""
