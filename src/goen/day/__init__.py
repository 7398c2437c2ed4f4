"""The live day on every screen: control room, projector, each phone's now."""
