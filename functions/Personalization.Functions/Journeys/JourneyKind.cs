using System.Text.Json;

namespace Personalization.Functions.Journeys;

/// <summary>A journey that the app knows.</summary>
/// <param name="Name">Its name, as in the ids of its instances.</param>
/// <param name="Orchestrator">Name of its orchestrator.</param>
/// <param name="Version">Version of its code.</param>
/// <param name="Settings">The shop's settings of it, an object.</param>
public sealed record JourneyKind(string Name, string Orchestrator, string Version, JsonElement Settings);
