namespace Personalization.Functions.Profiles;

/// <summary>Others kept changing a profile while it was to be changed here; the message comes again.</summary>
internal sealed class ProfileContendedException() : Exception("A profile was changed by others at every attempt to change it");
