namespace Personalization.Messages.Delivery;

/// <summary>Others kept changing a record while it was to be changed here; the message comes again.</summary>
public sealed class DeliveryContendedException() : Exception("A message's record was changed by others at every attempt to change it");
