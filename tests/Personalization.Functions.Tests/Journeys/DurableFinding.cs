namespace Personalization.Functions.Tests.Journeys;

/// <summary>A breach of a rule for durable functions, by the number that the Durable analyzers give it.</summary>
internal sealed record DurableFinding(string Rule, string Where, string What);
