"""What is kept. Importing a class from its own file is enough; `tables` imports them all."""
