"""発信: public pages for events, proposals, products and places, worth sharing."""
