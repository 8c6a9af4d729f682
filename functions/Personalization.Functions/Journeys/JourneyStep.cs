using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>An act to be performed, with all that makes it the same one whenever it is tried.</summary>
/// <param name="InstanceId">The instance: <c>journey-NAME-PERSON-SUBJECT</c>.</param>
/// <param name="Round">Its round.</param>
/// <param name="Person">Value of the person's key.</param>
/// <param name="Act">What to do.</param>
public sealed record JourneyStep(string InstanceId, string Round, string Person, JourneyAct Act);
