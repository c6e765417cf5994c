"""Pure functions on arrays, and the projection that composes them."""
